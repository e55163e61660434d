package io.drover.api.http;

/// One operation of the contract, in a class of the operation's name. The contract has bound and
/// checked the request before, and renders the answer after: the records carry the wire's names,
/// absent members are null, timestamps are [java.time.Instant], blobs `byte[]`.
public interface Operation<Q extends Record, A extends Record> {

  /// The record that the contract decodes the request into.
  Class<Q> request();

  A answer(Q request, Caller caller);

  /// The answer of operations that answer nothing.
  record Nothing() {
    public static final Nothing NOTHING = new Nothing();
  }
}

package io.drover.api.http;

/// One operation of the contract, in a class of the operation's name, whose type arguments are the
/// records that the contract decodes its request into and renders its answer from. The contract has
/// bound and checked the request before; the records carry the wire's names, absent members are
/// null, timestamps are [java.time.Instant], blobs `byte[]`.
public interface Operation<Q extends Record, A extends Record> {

  A answer(Q request, Caller caller);

  /// The answer of operations that answer nothing.
  record Nothing() {
    public static final Nothing NOTHING = new Nothing();
  }
}

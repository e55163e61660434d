package io.drover.fleetindex;

import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;

/// What is derived from an index, and follows the store together with it. What is done twice must
/// change nothing the second time: after a crash it is done again.
interface Dependents<D extends IndexedDocument> {

  /// Called before each slice of changes: who depends on the index may be others now.
  void read();

  /// Follows changes that the index has not read past yet; whether anything had to change.
  boolean follow(List<Written<D>> changed, Instant now);

  /// Does a slice of what is to be derived from the whole of a complete index of this generation;
  /// whether there may be more.
  boolean build(StoredIndex index, String generation, Instant now);

  /// The index was lost: all is to be derived anew.
  void rebuildAll(Transaction tx);

  /// Nothing.
  static <D extends IndexedDocument> Dependents<D> none() {
    return new Dependents<>() {
      @Override
      public void read() {}

      @Override
      public boolean follow(List<Written<D>> changed, Instant now) {
        return false;
      }

      @Override
      public boolean build(StoredIndex index, String generation, Instant now) {
        return false;
      }

      @Override
      public void rebuildAll(Transaction tx) {}
    };
  }
}

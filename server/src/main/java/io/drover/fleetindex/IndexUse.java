package io.drover.fleetindex;

import io.drover.store.Reading;
import io.drover.store.Transaction;

/// Something that stands on the index of things, which cannot be turned off while there is any of
/// it. Whoever makes one calls [FleetIndex#requireOn] in the same transaction.
public interface IndexUse {

  /// Names the kind in refusals, as in "fleet metrics".
  String name();

  boolean exists(Reading reading);

  /// Refuses a configuration under which it could not go on; else does what follows from it. Called
  /// in the transaction that puts the configuration in force, and only if it is another one.
  default void configured(Transaction tx, IndexingConfiguration next) {}
}

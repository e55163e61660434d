package io.drover.fleetindex;

import io.drover.store.Reading;

/// Something that stands on the index of things, which cannot be turned off while there is any of
/// it. Whoever makes one calls [FleetIndex#requireOn] in the same transaction.
public interface IndexUse {

  /// Names the kind in refusals, as in "fleet metrics".
  String name();

  boolean exists(Reading reading);
}

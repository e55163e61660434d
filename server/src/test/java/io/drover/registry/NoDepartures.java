package io.drover.registry;

import io.drover.store.Transaction;
import java.time.Instant;

/// Nobody keeps anything of things and groups.
public final class NoDepartures implements Departures {
  @Override
  public void thing(Transaction tx, long id, ThingName name, Instant now) {}

  @Override
  public void group(Transaction tx, ThingGroupName name) {}
}

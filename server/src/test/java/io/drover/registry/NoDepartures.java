package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;

/// Nobody keeps anything of things and groups.
public final class NoDepartures implements Departures {
  @Override
  public void thing(Transaction tx, long id, ThingName name, Instant now) {}

  @Override
  public void group(Transaction tx, ThingGroupName name) {}

  @Override
  public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {}

  @Override
  public boolean concernsMembers(Reading reading, long group) {
    return false;
  }
}

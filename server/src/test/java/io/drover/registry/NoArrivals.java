package io.drover.registry;

import io.drover.store.Transaction;
import java.time.Instant;

/// Nobody waits for members of groups.
public final class NoArrivals implements Arrivals {
  @Override
  public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {}

  @Override
  public void group(Transaction tx, long group, long parent) {}
}

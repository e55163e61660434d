package io.drover.registry;

import io.drover.store.Transaction;
import java.time.Instant;

/// What other features do about their own state when things come into groups and groups come below
/// others, in the transaction in which they do.
public interface Arrivals {

  /// The thing has become a member of the group, whether by hand or by the group's query.
  void member(Transaction tx, long group, long thing, ThingName name, Instant now);

  /// The group has come into being below its parent; it has no members yet.
  void group(Transaction tx, long group, long parent);
}

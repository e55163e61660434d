package io.drover.registry;

import io.drover.store.Transaction;
import java.time.Instant;

/// What other features do about their own state of a thing or group, in the transaction that
/// deletes it.
public interface Departures {

  /// The thing is about to go; its id and name still stand.
  void thing(Transaction tx, long id, ThingName name, Instant now);

  /// The group is about to go.
  void group(Transaction tx, ThingGroupName name);
}

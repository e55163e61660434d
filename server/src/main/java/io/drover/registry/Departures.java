package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;

/// What other features do about their own state of a thing, group or membership, in the transaction
/// that ends it.
public interface Departures {

  /// The thing is about to go; its id and name still stand.
  void thing(Transaction tx, long id, ThingName name, Instant now);

  /// The group is about to go.
  void group(Transaction tx, ThingGroupName name);

  /// The thing, which stays, is no member of the group any more. Told of each member of a deleted
  /// group, some time after it, if [#concernsMembers].
  void member(Transaction tx, long group, long thing, ThingName name, Instant now);

  /// Whether it matters to anyone that things cease to be members of this group.
  boolean concernsMembers(Reading reading, long group);
}

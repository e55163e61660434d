package io.drover.tags;

import io.drover.store.Reading;
import io.drover.store.Transaction;

/// A kind of resource that can be tagged.
@FunctionalInterface
public interface Taggable {
  /// Whether there is a resource of this kind with this id.
  boolean exists(Reading reading, String id);

  /// The tags of a resource that exists have been changed in this transaction. Refuses what they
  /// must not say, or makes of the resource what they say.
  default void tagsChanged(Transaction tx, String id) {}
}

package io.drover.changes;

import io.drover.changes.ChangeLog.Subject;
import io.drover.store.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Hands committed changes to those who follow them, one after the other, in commit order. A change
/// of a transaction that was rolled back is never seen. A crash may lose changes that were
/// committed but not yet handed on: followers must be able to derive what they need from the store.
public final class Changes {
  private static final ChangeLog THINGS = new ChangeLog(Subject.THING);
  private static final ChangeLog GROUPS = new ChangeLog(Subject.THING_GROUP);

  private final List<Follower<?>> followers = new CopyOnWriteArrayList<>();

  /// Announces `change` once `transaction` has been committed. What changes a thing or a group is
  /// also written to its [ChangeLog], in the transaction.
  public void record(Transaction transaction, Change change) {
    switch (change) {
      case ThingChange of -> THINGS.append(transaction, of.thingName());
      case ThingGroupChange of -> GROUPS.append(transaction, of.thingGroupName());
      default -> {}
    }
    transaction.afterCommit(() -> followers.forEach(follower -> follower.offer(change)));
  }

  /// From now on `handler` is called for every change of this type, on the thread that all
  /// followers share: it must be quick, and hand longer work on.
  public <C extends Change> void follow(Class<C> type, Consumer<? super C> handler) {
    followers.add(new Follower<C>(type, handler));
  }

  private record Follower<C extends Change>(Class<C> type, Consumer<? super C> handler) {
    void offer(Change change) {
      if (type.isInstance(change)) {
        handler.accept(type.cast(change));
      }
    }
  }
}

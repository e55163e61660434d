package io.drover.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Brings what follows the commits of many connections into an order in which no transaction comes
/// before one whose changes it has seen. A turn is taken just before committing: whoever sees these
/// changes takes its own turn later.
final class CommitOrder {
  private final AfterCommit afterCommit;
  private final Queue<Turn> turns = new ArrayDeque<>();

  CommitOrder(AfterCommit afterCommit) {
    this.afterCommit = afterCommit;
  }

  /// The place of one commit; it must be ended, whatever becomes of the commit.
  static final class Turn {
    private @Nullable List<Runnable> actions;
  }

  synchronized Turn take() {
    Turn turn = new Turn();
    turns.add(turn);
    return turn;
  }

  /// The commit has succeeded, and these are to follow it; none when it has failed. May wait for
  /// those who follow, so no connection may be held meanwhile.
  synchronized void end(Turn turn, List<Runnable> actions) {
    turn.actions = actions;
    for (Turn first = turns.peek(); first != null && first.actions != null; first = turns.peek()) {
      turns.remove();
      afterCommit.follow(first.actions);
    }
  }
}

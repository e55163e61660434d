package io.drover.gateway.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the order in which a device hears of its own report: first the answer, then the news that
/// follow from it. News of a thing that come while an answer is on its way wait for it, in their
/// order; all others pass. Neither side ever waits for the other.
public final class AnswersFirst {
  private static final Logger log = LoggerFactory.getLogger(AnswersFirst.class);

  /// How many news of one thing wait; more than that pass, and may overtake.
  private static final int MOST_HELD = 64;

  private final Map<String, Turn> turns = new HashMap<>();

  /// A thing whose report is being answered.
  private static final class Turn {
    private int answers;
    private List<Runnable> held = new ArrayList<>();
  }

  /// Runs `answer`, which must have put the answer on its way when it returns, and then what came
  /// for the thing meanwhile.
  void answer(String thing, Runnable answer) {
    begin(thing);
    try {
      answer.run();
    } finally {
      for (List<Runnable> due = end(thing); !due.isEmpty(); due = end(thing)) {
        due.forEach(AnswersFirst::run);
      }
    }
  }

  /// Runs `news` now, or leaves it to the thread that is answering the thing. A failure is logged.
  void tell(String thing, Runnable news) {
    if (!held(thing, news)) {
      run(news);
    }
  }

  private static void run(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      log.error("telling a device of a change failed", e);
    }
  }

  private synchronized void begin(String thing) {
    turns.computeIfAbsent(thing, _ -> new Turn()).answers++;
  }

  private synchronized boolean held(String thing, Runnable news) {
    Turn turn = turns.get(thing);
    return turn != null && turn.held.size() < MOST_HELD && turn.held.add(news);
  }

  /// What is to be run before the turn can end; empty when it has ended, or another answer takes
  /// over what is held.
  private synchronized List<Runnable> end(String thing) {
    Turn turn = turns.get(thing);
    if (turn == null) {
      throw new IllegalStateException("nobody is answering " + thing);
    }
    if (turn.answers > 1 || turn.held.isEmpty()) {
      if (--turn.answers == 0) {
        turns.remove(thing);
      }
      return List.of();
    }
    List<Runnable> due = turn.held;
    turn.held = new ArrayList<>();
    return due;
  }
}

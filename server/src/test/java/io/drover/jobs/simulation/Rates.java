package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.simulation.State.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// [Invariant#RATE_IS_KEPT]: no 60 seconds hold more of a rollout than the highest rate that the
/// job had in them, both by the clocks of the servers that queue, which may differ, and by one that
/// watches. A clock that is set back by more than a minute begins time anew.
final class Rates {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A pass may have read the rate of a job so many commits before its own.
  private static final int OLDEST_PLAN = 15;

  private final Map<Long, History> jobs = new HashMap<>();
  private long commits;

  /// @param at by the clock of the server
  /// @param seen by the clock that watches
  private record Queued(Instant at, Instant seen, long count, long notifiedBefore, long commit) {
    boolean isInMinuteOf(Queued first) {
      return isInMinute(first.at, at) && isInMinute(first.seen, seen);
    }

    private static boolean isInMinute(Instant begin, Instant time) {
      return !time.isBefore(begin) && time.isBefore(begin.plus(MINUTE));
    }
  }

  private record Rate(RolloutConfig config, long since) {}

  private static final class History {
    final List<Queued> queued = new ArrayList<>();
    final List<Rate> rates = new ArrayList<>();
    long mostSucceeded;
  }

  /// Tells the rate of a job as of this commit.
  void commit(JobRow job, RolloutConfig config, ExecutionCounts counts) {
    commits++;
    History history = jobs.computeIfAbsent(job.id(), _ -> new History());
    history.mostSucceeded = Math.max(history.mostSucceeded, counts.succeeded());
    if (history.rates.isEmpty() || !history.rates.getLast().config().equals(config)) {
      history.rates.add(new Rate(config, commits));
    }
  }

  /// @param at by the clock of the server that did
  void queued(JobRow job, long count, Instant at, Instant now) {
    History history = jobs.computeIfAbsent(job.id(), _ -> new History());
    Queued latest = new Queued(at, now, count, job.notified() - count, commits);
    history.queued.add(latest);
    history.queued.stream()
        .filter(latest::isInMinuteOf)
        .forEach(first -> check(job, history, first));
  }

  private static void check(JobRow job, History history, Queued first) {
    List<Queued> minute = history.queued.stream().filter(each -> each.isInMinuteOf(first)).toList();
    long sum = minute.stream().mapToLong(Queued::count).sum();
    long most = most(history, minute.getFirst());
    require(
        sum <= most,
        Invariant.RATE_IS_KEPT,
        "%s queued %d in the minute from %s, and may %d: %s",
        job,
        sum,
        first.at(),
        most,
        minute);
  }

  private static long most(History history, Queued first) {
    long most = 0;
    for (int i = 0; i < history.rates.size(); i++) {
      boolean replaced =
          i + 1 < history.rates.size()
              && history.rates.get(i + 1).since() < first.commit() - OLDEST_PLAN;
      RolloutConfig config = history.rates.get(i).config();
      if (!replaced) {
        most =
            Math.max(
                most,
                config.limitsSpeed()
                    ? config.perMinute(first.notifiedBefore(), history.mostSucceeded)
                    : Long.MAX_VALUE);
      }
    }
    return most;
  }

  void clockSetBack() {
    jobs.values().forEach(history -> history.queued.clear());
  }
}

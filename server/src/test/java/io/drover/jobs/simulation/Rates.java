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

/// [Invariant#RATE_IS_KEPT]: no 60 seconds by the servers' clocks hold more of a rollout than the
/// highest rate that the job had in them. A clock that is set back by more than a minute begins
/// time anew.
final class Rates {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A pass may have read the rate of a job so many commits before its own.
  private static final int OLDEST_PLAN = 15;

  private final Map<Long, History> jobs = new HashMap<>();
  private long commits;

  private record Queued(Instant at, long count, long notifiedBefore, long commit) {}

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

  void queued(JobRow job, long count, Instant at) {
    History history = jobs.computeIfAbsent(job.id(), _ -> new History());
    history.queued.add(new Queued(at, count, job.notified() - count, commits));
    history.queued.stream()
        .map(Queued::at)
        .filter(begin -> !begin.isAfter(at) && begin.plus(MINUTE).isAfter(at))
        .forEach(begin -> check(job, history, begin));
  }

  private static void check(JobRow job, History history, Instant begin) {
    List<Queued> minute =
        history.queued.stream()
            .filter(each -> !each.at().isBefore(begin) && each.at().isBefore(begin.plus(MINUTE)))
            .toList();
    long sum = minute.stream().mapToLong(Queued::count).sum();
    long most = most(history, minute.getFirst());
    require(
        sum <= most,
        Invariant.RATE_IS_KEPT,
        "%s queued %d in the minute from %s, and may %d: %s",
        job,
        sum,
        begin,
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

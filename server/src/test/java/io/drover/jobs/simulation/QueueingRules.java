package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.simulation.State.ExecutionId;
import io.drover.jobs.simulation.State.ExecutionRow;
import io.drover.jobs.simulation.State.JobRow;
import io.drover.jobs.simulation.State.JobThing;
import io.drover.jobs.simulation.State.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Why executions come into being: [Invariant#NO_THING_TWICE], [Invariant#NOBODY_ELSE],
/// [Invariant#ENDED_JOBS_QUEUE_NOTHING], [Invariant#RETRIES_AS_ASKED] and [Invariant#RATE_IS_KEPT].
final class QueueingRules implements Auditor.Rule {
  private final Configurations configurations;
  private final Entitlements entitlements;
  private final Rates rates;

  QueueingRules(Configurations configurations, Entitlements entitlements, Rates rates) {
    this.configurations = configurations;
    this.entitlements = entitlements;
    this.rates = rates;
  }

  @Override
  public void check(State before, State after, Instant now) {
    for (JobRow job : after.jobs().values()) {
      if (job.isActive()) {
        rates.commit(
            job, configurations.of(job).rollout(), CounterRules.of(after.latestOf(job.id())));
      }
      check(Optional.ofNullable(before.jobs().get(job.id())), job, before, after, now);
    }
  }

  private void check(Optional<JobRow> old, JobRow job, State before, State after, Instant now) {
    List<ExecutionRow> paced = new ArrayList<>();
    long notified = job.notified() - old.map(JobRow::notified).orElse(0L);
    after
        .executionsOf(job.id())
        .filter(row -> !before.executions().containsKey(row.id()))
        .forEach(
            row -> {
              requireActive(old, job, row);
              Optional<ExecutionRow> last = before.latest(row.id().on());
              if (last.isPresent() && last.get().isPending()) {
                checkRetry(job, last.get(), row, after);
              } else {
                checkFirst(job, last, row, before, after, notified > 0);
                paced.add(row);
              }
            });
    if (notified > 0) {
      require(
          paced.size() == notified,
          Invariant.RATE_IS_KEPT,
          "%s counts %d for %s",
          job,
          notified,
          paced);
      rates.queued(job, notified, paced.getFirst().queuedAt(), now);
    }
    requireRetries(job, before, after);
  }

  private static void requireActive(Optional<JobRow> old, JobRow job, ExecutionRow row) {
    require(
        job.mayQueue() && old.isPresent() && old.get().mayQueue(),
        Invariant.ENDED_JOBS_QUEUE_NOTHING,
        "%s of %s",
        row,
        job);
  }

  private static void checkRetry(JobRow job, ExecutionRow last, ExecutionRow row, State after) {
    ExecutionRow ended = Objects.requireNonNull(after.executions().get(last.id()));
    boolean failed = ended.status() == JobExecutionStatus.FAILED;
    boolean timedOut = ended.status() == JobExecutionStatus.TIMED_OUT;
    require(
        (failed || timedOut)
            && row.id().number() == last.id().number() + 1
            && row.failedBefore() == last.failedBefore() + (failed ? 1 : 0)
            && row.timedOutBefore() == last.timedOutBefore() + (timedOut ? 1 : 0),
        Invariant.NO_THING_TWICE,
        "%s after %s of %s",
        row,
        ended,
        job);
  }

  private void checkFirst(
      JobRow job,
      Optional<ExecutionRow> last,
      ExecutionRow row,
      State before,
      State after,
      boolean rollsOut) {
    JobThing on = row.id().on();
    long number = last.map(each -> each.id().number()).orElse(0L) + 1;
    require(
        row.id().number() == number && row.failedBefore() + row.timedOutBefore() == 0,
        Invariant.NO_THING_TWICE,
        "%s after %s",
        row,
        last);
    boolean rollsOutAnew =
        rollsOut && last.filter(each -> each.status() != JobExecutionStatus.REMOVED).isEmpty();
    boolean arrives = job.continuous() && before.arrivals().contains(on);
    boolean joins = job.continuous() && hasJoined(on.thing(), before, after);
    require(
        rollsOutAnew || arrives || joins,
        Invariant.NO_THING_TWICE,
        "%s after %s of %s without a reason",
        row,
        last,
        job);
    require(
        arrives || (job.continuous() ? isTarget(on, after) : entitlements.has(on)),
        Invariant.NOBODY_ELSE,
        "%s of %s",
        row,
        job);
  }

  /// Members of a deleted group leave it when they are swept.
  private static boolean isTarget(JobThing on, State state) {
    return state.targetsOf(on.job()).contains(on.thing())
        || state.members().stream()
            .anyMatch(
                member ->
                    member.thing() == on.thing() && !state.parents().containsKey(member.group()));
  }

  private static boolean hasJoined(long thing, State before, State after) {
    return after.members().stream()
        .filter(member -> member.thing() == thing)
        .map(Membership::group)
        .anyMatch(group -> !before.members().contains(new Membership(group, thing)));
  }

  private void requireRetries(JobRow job, State before, State after) {
    after
        .executionsOf(job.id())
        .filter(
            row ->
                row.status() == JobExecutionStatus.FAILED
                    || row.status() == JobExecutionStatus.TIMED_OUT)
        .filter(row -> hasJustEnded(row, before))
        .forEach(
            row -> {
              ExecutionId next = new ExecutionId(job.id(), row.id().thing(), row.id().number() + 1);
              require(
                  after.executions().containsKey(next) == isTriedAgain(job, row),
                  Invariant.RETRIES_AS_ASKED,
                  "%s of %s",
                  row,
                  job);
            });
  }

  private static boolean hasJustEnded(ExecutionRow row, State before) {
    ExecutionRow old = before.executions().get(row.id());
    return old != null && old.isPending();
  }

  private boolean isTriedAgain(JobRow job, ExecutionRow row) {
    return job.mayQueue()
        && configurations.of(job).retry().criteria().stream()
            .anyMatch(
                criterion -> used(criterion.failureType(), row) < criterion.numberOfRetries());
  }

  private static int used(RetryConfig.FailureType type, ExecutionRow row) {
    boolean failed = row.status() == JobExecutionStatus.FAILED;
    return switch (type) {
      case FAILED -> failed ? row.failedBefore() : Integer.MAX_VALUE;
      case TIMED_OUT -> failed ? Integer.MAX_VALUE : row.timedOutBefore();
      case ALL -> row.failedBefore() + row.timedOutBefore();
    };
  }
}

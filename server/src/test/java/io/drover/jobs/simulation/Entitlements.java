package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.JobStatus;
import io.drover.jobs.simulation.State.JobRow;
import io.drover.jobs.simulation.State.JobThing;
import io.drover.jobs.simulation.State.Membership;
import io.drover.jobs.simulation.State.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which things the SNAPSHOT jobs are for: those that are targets when a job starts, for as long as
/// they stay; of a group that is deleted meanwhile those that a rollout has not reached need not
/// be. [Invariant#NONE_FORGOTTEN].
final class Entitlements implements Auditor.Rule {
  /// Stands for a group where a job names the thing itself.
  private static final long BY_NAME = -1;

  private final Map<JobThing, Set<Long>> groups = new HashMap<>();
  private final Predicate<JobThing> mayHaveBeenDeleted;

  /// @param mayHaveBeenDeleted whether an operator has asked to delete executions of a job on a
  ///   thing
  Entitlements(Predicate<JobThing> mayHaveBeenDeleted) {
    this.mayHaveBeenDeleted = mayHaveBeenDeleted;
  }

  boolean has(JobThing on) {
    return groups.containsKey(on);
  }

  @Override
  public void check(State before, State after, Instant now) {
    groups.values().removeIf(Set::isEmpty);
    groups.forEach((on, through) -> through.removeIf(group -> !isMember(after, group, on.thing())));
    groups.values().removeIf(Set::isEmpty);
    for (JobRow job : after.jobs().values()) {
      JobRow old = before.jobs().get(job.id());
      if (starts(old, job)) {
        entitle(job.id(), after);
      }
      if (completes(old, job)) {
        requireAll(job, after);
      }
    }
  }

  private static boolean isMember(State state, long group, long thing) {
    return group == BY_NAME
        ? state.things().containsKey(thing)
        : state.members().contains(new Membership(group, thing));
  }

  private static boolean starts(@Nullable JobRow old, JobRow job) {
    return !job.continuous()
        && job.phase() == Phase.ROLLING_OUT
        && (old == null || old.phase() == Phase.WAITING);
  }

  private static boolean completes(@Nullable JobRow old, JobRow job) {
    return !job.continuous()
        && !job.over()
        && job.status() == JobStatus.COMPLETED
        && (old == null || old.status() != JobStatus.COMPLETED);
  }

  private void entitle(long job, State state) {
    state.named(job).forEach(thing -> add(job, thing, BY_NAME));
    Set<Long> reached = state.groupsOf(job);
    state.members().stream()
        .filter(member -> reached.contains(member.group()))
        .forEach(member -> add(job, member.thing(), member.group()));
  }

  private void add(long job, long thing, long group) {
    groups.computeIfAbsent(new JobThing(job, thing), _ -> new HashSet<>()).add(group);
  }

  private void requireAll(JobRow job, State after) {
    groups.forEach(
        (on, through) -> {
          require(
              on.job() != job.id()
                  || through.stream().noneMatch(group -> exists(after, group))
                  || after.latest(on).isPresent()
                  || mayHaveBeenDeleted.test(on),
              Invariant.NONE_FORGOTTEN,
              "%s is complete without an execution on %s",
              job,
              after.things().get(on.thing()));
        });
  }

  private static boolean exists(State state, long group) {
    return group == BY_NAME || state.parents().containsKey(group);
  }
}

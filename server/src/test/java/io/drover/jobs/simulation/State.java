package io.drover.jobs.simulation;

import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobStatus;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the store holds of things and jobs at some moment, read row by row.
record State(
    Map<Long, String> things,
    Map<Long, Optional<Long>> parents,
    Set<Membership> members,
    Map<Long, JobRow> jobs,
    Map<ExecutionId, ExecutionRow> executions,
    Set<Target> targets,
    Set<JobThing> arrivals) {
  private static final int ALL = 100_000;

  /// In the order of the numbers by which the store spells them.
  private static final List<JobStatus> JOB_STATUSES = List.of(JobStatus.values());

  private static final List<Phase> PHASES = List.of(Phase.values());
  private static final List<JobExecutionStatus> STATUSES = List.of(JobExecutionStatus.values());

  static final State EMPTY =
      new State(Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Set.of(), Set.of());

  record Membership(long group, long thing) {}

  record JobThing(long job, long thing) {}

  record ExecutionId(long job, long thing, long number) {
    JobThing on() {
      return new JobThing(job, thing);
    }
  }

  record Target(long job, boolean isThing, long id) {}

  record JobRow(
      long id,
      String name,
      JobStatus status,
      Phase phase,
      boolean continuous,
      boolean windowed,
      boolean hidden,
      boolean over,
      boolean forceCanceled,
      int priority,
      long notified,
      String configuration,
      @Nullable Long minutes,
      @Nullable String reason) {
    boolean isActive() {
      return status == JobStatus.IN_PROGRESS || status == JobStatus.SCHEDULED;
    }

    boolean mayQueue() {
      return isActive() && !over;
    }
  }

  /// As the store spells it.
  enum Phase {
    SETTLED,
    ROLLING_OUT,
    CANCELING,
    DELETING,
    WAITING,
    FOLLOWING,
    ENDING
  }

  record ExecutionRow(
      ExecutionId id,
      JobExecutionStatus status,
      Instant queuedAt,
      @Nullable Instant startedAt,
      Instant updatedAt,
      long version,
      @Nullable String details,
      @Nullable Instant deadline,
      @Nullable Instant jobDeadline,
      int failedBefore,
      int timedOutBefore) {
    boolean isPending() {
      return !status.isTerminal();
    }
  }

  static State of(Database store) {
    return store.read(State::of);
  }

  private static State of(Reading reading) {
    return new State(
        map(
            reading.list(
                "SELECT id, name FROM thing LIMIT ?",
                row -> Map.entry(row.number(1), row.text(2)),
                ALL)),
        map(
            reading.list(
                "SELECT id, parent_id FROM thing_group LIMIT ?",
                row -> Map.entry(row.number(1), Optional.ofNullable(row.optionalNumber(2))),
                ALL)),
        new HashSet<>(
            reading.list(
                "SELECT group_id, thing_id FROM thing_group_member LIMIT ?",
                row -> new Membership(row.number(1), row.number(2)),
                ALL)),
        jobs(reading),
        executions(reading),
        new HashSet<>(
            reading.list(
                "SELECT job_id, kind, target_id FROM job_target WHERE kind < 2 LIMIT ?",
                row -> new Target(row.number(1), row.number(2) == 0, row.number(3)),
                ALL)),
        new HashSet<>(
            reading.list(
                "SELECT job_id, thing_id FROM job_arrival LIMIT ?",
                row -> new JobThing(row.number(1), row.number(2)),
                ALL)));
  }

  private static <V> Map<Long, V> map(List<Map.Entry<Long, V>> entries) {
    Map<Long, V> map = new TreeMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }

  private static Map<Long, JobRow> jobs(Reading reading) {
    Map<Long, JobRow> jobs = new TreeMap<>();
    reading
        .list(
            """
            SELECT j.id, j.name, j.status, j.phase, j.target_selection, j.windowed, j.hidden,
                   j.over, j.force_canceled, j.priority, j.notified, d.configuration,
                   j.in_progress_minutes, j.reason_code
            FROM job j JOIN job_definition d ON d.job_id = j.id LIMIT ?
            """,
            State::job,
            ALL)
        .forEach(job -> jobs.put(job.id(), job));
    return jobs;
  }

  private static JobRow job(Row row) {
    return new JobRow(
        row.number(1),
        row.text(2),
        JOB_STATUSES.get((int) row.number(3)),
        PHASES.get((int) row.number(4)),
        row.flag(5),
        row.flag(6),
        row.flag(7),
        row.flag(8),
        row.flag(9),
        (int) row.number(10),
        row.number(11),
        row.text(12),
        row.optionalNumber(13),
        row.optionalText(14));
  }

  private static Map<ExecutionId, ExecutionRow> executions(Reading reading) {
    Map<ExecutionId, ExecutionRow> executions = new HashMap<>();
    reading
        .list(
            """
            SELECT job_id, thing_id, number, status, queued_at, started_at, updated_at, version,
                   details, deadline, job_deadline, failed_before, timed_out_before
            FROM job_execution LIMIT ?
            """,
            State::execution,
            ALL)
        .forEach(execution -> executions.put(execution.id(), execution));
    return executions;
  }

  private static ExecutionRow execution(Row row) {
    return new ExecutionRow(
        new ExecutionId(row.number(1), row.number(2), row.number(3)),
        STATUSES.get((int) row.number(4)),
        row.instant(5),
        row.optionalInstant(6),
        row.instant(7),
        row.number(8),
        row.optionalText(9),
        row.optionalInstant(10),
        row.optionalInstant(11),
        (int) row.number(12),
        (int) row.number(13));
  }

  Stream<ExecutionRow> executionsOf(long job) {
    return executions.values().stream().filter(row -> row.id().job() == job);
  }

  Optional<ExecutionRow> latest(JobThing on) {
    return executions.values().stream()
        .filter(row -> row.id().on().equals(on))
        .max(Comparator.comparingLong(row -> row.id().number()));
  }

  /// The latest execution of each thing of a job.
  List<ExecutionRow> latestOf(long job) {
    return executionsOf(job)
        .map(row -> row.id().on())
        .distinct()
        .map(this::latest)
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<JobRow> jobNamed(String name) {
    return jobs.values().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  Optional<Long> thingNamed(String name) {
    return things.entrySet().stream()
        .filter(thing -> thing.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The groups that a job names and all that are below them.
  Set<Long> groupsOf(long job) {
    Set<Long> groups =
        targets.stream()
            .filter(target -> target.job() == job && !target.isThing())
            .map(Target::id)
            .filter(parents::containsKey)
            .collect(Collectors.toCollection(HashSet::new));
    boolean grows = true;
    while (grows) {
      grows = groups.addAll(below(groups));
    }
    return groups;
  }

  private Set<Long> below(Set<Long> groups) {
    return parents.entrySet().stream()
        .filter(group -> group.getValue().filter(groups::contains).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  Set<Long> named(long job) {
    return targets.stream()
        .filter(target -> target.job() == job && target.isThing())
        .map(Target::id)
        .filter(things::containsKey)
        .collect(Collectors.toSet());
  }

  /// The things that are targets of a job now.
  Set<Long> targetsOf(long job) {
    Set<Long> groups = groupsOf(job);
    Set<Long> all = new HashSet<>(named(job));
    members.stream()
        .filter(member -> groups.contains(member.group()))
        .map(Membership::thing)
        .forEach(all::add);
    return all;
  }
}

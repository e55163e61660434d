package io.drover.jobs;

import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The next things of a rollout, at most [#MOST] of one target group, or those that the job names
/// one by one, which come first.
///
/// @param isLast whether these are the last ones of their group, or of those that are named
record RolloutSlice(List<Target> things, boolean isLast) {

  /// Queueing so many takes the store's writer a few milliseconds, which is what a device's update
  /// may have to wait.
  static final int MOST = 1_000;

  /// A thing by its key, its name being what it was when the slice was made.
  record Target(long key, String name) {}

  static RolloutSlice next(Reading reading, PhaseJob job) {
    if (job.at().isOfNamed()) {
      return new RolloutSlice(named(reading, job), true);
    }
    List<Target> members = members(reading, job);
    return new RolloutSlice(members, members.size() < MOST);
  }

  private static List<Target> named(Reading reading, PhaseJob job) {
    return reading.list(
        """
        SELECT t.id, t.name FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.rolled = 0
        ORDER BY t.id
        """,
        RolloutSlice::target,
        job.key());
  }

  private static List<Target> members(Reading reading, PhaseJob job) {
    return reading.list(
        """
        SELECT t.id, t.name FROM thing_group_member m JOIN thing t ON t.id = m.thing_id
        WHERE m.group_id = ? AND m.thing_id > ? AND m.mark < ?
        ORDER BY m.thing_id
        LIMIT ?
        """,
        RolloutSlice::target,
        job.at().group(),
        job.at().thing(),
        job.mark(),
        MOST);
  }

  private static Target target(Row row) {
    return new Target(row.number(1), row.text(2));
  }

  /// Where the rollout goes on after this slice; empty when it was the last one. Decided together
  /// with the queueing, so that whoever joins meanwhile is either reached or sees the job.
  Optional<Cursor> next(Transaction transaction, PhaseJob job) {
    return isLast
        ? RolloutTargets.next(transaction, job)
        : Optional.of(new Cursor(job.at().group(), things.getLast().key()));
  }

  /// What was queued.
  ///
  /// @param again how many of the things had had executions, of which the last was removed
  record Queued(List<String> things, long again) {}

  private record NumberedThing(long thing, long number) {
    static NumberedThing of(Row row) {
      return new NumberedThing(row.number(1), row.number(2));
    }
  }

  /// Queues an execution on each thing that has none of this job, or none but removed ones. Things
  /// that have been deleted since, or have left the group, are passed over.
  Queued queue(Transaction transaction, PhaseJob job, Instant now) {
    List<NumberedThing> queued =
        job.at().isOfNamed()
            ? queueNamed(transaction, job, now)
            : queueMembers(transaction, job, now);
    return new Queued(
        names(transaction, queued), queued.stream().filter(each -> each.number() > 1).count());
  }

  private static List<NumberedThing> queueNamed(
      Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT x.job_id, t.id,
               COALESCE((SELECT MAX(p.number) FROM job_execution p
                         WHERE p.job_id = x.job_id AND p.thing_id = t.id), 0) + 1,
               1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.rolled = 0
          AND NOT EXISTS (SELECT 1 FROM job_execution p
                          WHERE p.job_id = x.job_id AND p.thing_id = t.id AND p.status <> 6)
        ORDER BY t.id
        RETURNING thing_id, number
        """,
        NumberedThing::of,
        now,
        now,
        job.key());
  }

  private List<NumberedThing> queueMembers(Transaction transaction, PhaseJob job, Instant now) {
    return switch (job.selection()) {
      case SNAPSHOT -> queueFirst(transaction, job, now);
      case CONTINUOUS -> queueNext(transaction, job, now);
    };
  }

  /// Things that are there once and for all: what has an execution of any number has the first.
  private List<NumberedThing> queueFirst(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT CAST(? AS BIGINT), m.thing_id, 1, 1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM thing_group_member m
        WHERE m.group_id = ? AND m.thing_id > ? AND m.thing_id <= ? AND m.mark < ?
        ORDER BY m.thing_id
        ON CONFLICT (job_id, thing_id, number) DO NOTHING
        RETURNING thing_id, number
        """,
        NumberedThing::of,
        job.key(),
        now,
        now,
        job.at().group(),
        job.at().thing(),
        end(),
        job.mark());
  }

  /// Things that may have had executions, and have left and come back.
  private List<NumberedThing> queueNext(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT CAST(? AS BIGINT), m.thing_id,
               COALESCE((SELECT MAX(p.number) FROM job_execution p
                         WHERE p.job_id = ? AND p.thing_id = m.thing_id), 0) + 1,
               1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM thing_group_member m
        WHERE m.group_id = ? AND m.thing_id > ? AND m.thing_id <= ?
          AND NOT EXISTS (SELECT 1 FROM job_execution p
                          WHERE p.job_id = ? AND p.thing_id = m.thing_id AND p.status <> 6)
        ORDER BY m.thing_id
        RETURNING thing_id, number
        """,
        NumberedThing::of,
        job.key(),
        job.key(),
        now,
        now,
        job.at().group(),
        job.at().thing(),
        end(),
        job.key());
  }

  /// Those who join after the slice was made belong to it if it is the last one.
  private long end() {
    return isLast ? Long.MAX_VALUE : things.getLast().key();
  }

  private List<String> names(Reading reading, List<NumberedThing> queued) {
    Map<Long, String> names = new HashMap<>(2 * things.size());
    things.forEach(thing -> names.put(thing.key(), thing.name()));
    return queued.stream()
        .map(NumberedThing::thing)
        .map(thing -> names.computeIfAbsent(thing, key -> ExecutionStore.nameOf(reading, key)))
        .toList();
  }
}

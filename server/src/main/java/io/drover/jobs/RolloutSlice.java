package io.drover.jobs;

import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The next things of a rollout, at most [#MOST] of one target group, or those that the job names
/// one by one, which come first.
///
/// @param next where the rollout goes on afterwards; null when this is the last slice
record RolloutSlice(List<Target> things, @Nullable Cursor next) {

  /// Queueing so many takes the store's writer a few milliseconds, which is what a device's update
  /// may have to wait.
  static final int MOST = 1_000;

  private static final Cursor START = new Cursor(0, 0);

  /// A thing by its key, its name being what it was when the slice was made.
  record Target(long key, String name) {}

  static RolloutSlice next(Reading reading, PhaseJob job) {
    if (job.at().equals(START)) {
      return new RolloutSlice(named(reading, job), groupAfter(reading, job, 0));
    }
    List<Target> members = members(reading, job);
    return new RolloutSlice(
        members,
        members.size() == MOST
            ? new Cursor(job.at().group(), members.getLast().key())
            : groupAfter(reading, job, job.at().group()));
  }

  private static List<Target> named(Reading reading, PhaseJob job) {
    return reading.list(
        """
        SELECT t.id, t.name FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0
        ORDER BY t.id
        """,
        RolloutSlice::target,
        job.key());
  }

  private static List<Target> members(Reading reading, PhaseJob job) {
    return reading.list(
        """
        SELECT t.id, t.name FROM thing_group_member m JOIN thing t ON t.id = m.thing_id
        WHERE m.group_id = ? AND m.thing_id > ? AND m.added_at <= ?
        ORDER BY m.thing_id
        LIMIT ?
        """,
        RolloutSlice::target,
        job.at().group(),
        job.at().thing(),
        job.createdAt(),
        MOST);
  }

  private static Target target(Row row) {
    return new Target(row.number(1), row.text(2));
  }

  /// The next target group that is not empty.
  private static @Nullable Cursor groupAfter(Reading reading, PhaseJob job, long group) {
    Optional<Long> next =
        reading.first(
            """
            SELECT x.target_id FROM job_target x
            WHERE x.job_id = ? AND x.kind IN (1, 2) AND x.target_id > ?
              AND EXISTS (SELECT 1 FROM thing_group_member m WHERE m.group_id = x.target_id)
            ORDER BY x.target_id
            LIMIT 1
            """,
            row -> row.number(1),
            job.key(),
            group);
    return next.map(id -> new Cursor(id, 0)).orElse(null);
  }

  /// Queues an execution on each thing that has none of this job, and answers the names of those
  /// things. Things that have been deleted since, or have left the group, are passed over.
  List<String> queue(Transaction transaction, PhaseJob job, Instant now) {
    if (things.isEmpty()) {
      return List.of();
    }
    List<Long> queued =
        job.at().equals(START)
            ? queueNamed(transaction, job, now)
            : queueMembers(transaction, job, now);
    return queued.size() == things.size() ? allNames() : names(queued);
  }

  private static List<Long> queueNamed(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT x.job_id, t.id, 1, 1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0
        ORDER BY t.id
        ON CONFLICT (job_id, thing_id, number) DO NOTHING
        RETURNING thing_id
        """,
        row -> row.number(1),
        now,
        now,
        job.key());
  }

  private List<Long> queueMembers(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT CAST(? AS BIGINT), m.thing_id, 1, 1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM thing_group_member m
        WHERE m.group_id = ? AND m.thing_id > ? AND m.thing_id <= ? AND m.added_at <= ?
        ORDER BY m.thing_id
        ON CONFLICT (job_id, thing_id, number) DO NOTHING
        RETURNING thing_id
        """,
        row -> row.number(1),
        job.key(),
        now,
        now,
        job.at().group(),
        job.at().thing(),
        things.getLast().key(),
        job.createdAt());
  }

  private List<String> allNames() {
    List<String> names = new ArrayList<>(things.size());
    things.forEach(thing -> names.add(thing.name()));
    return names;
  }

  private List<String> names(List<Long> queued) {
    java.util.Set<Long> keys = new java.util.HashSet<>(queued);
    return things.stream().filter(thing -> keys.contains(thing.key())).map(Target::name).toList();
  }
}

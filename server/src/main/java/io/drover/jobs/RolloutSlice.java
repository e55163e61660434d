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

/// The next things of a rollout, at most [#MOST] of one target group, or of those that the job
/// names one by one, which come first. Of things that have no execution of the job yet there are no
/// more than the plan allows.
///
/// @param next where the rollout goes on afterwards; null when this is the last slice
record RolloutSlice(List<Target> things, @Nullable Cursor next) {

  /// Queueing so many takes the store's writer a few milliseconds, which is what a device's update
  /// may have to wait.
  static final int MOST = 1_000;

  /// Stands for the things that are named one by one.
  private static final long NO_GROUP = 0;

  /// A thing by its key, its name being what it was when the slice was made.
  ///
  /// @param isNew has no execution of the job yet; only known if the plan is limited
  record Target(long key, String name, boolean isNew) {}

  static RolloutSlice next(Reading reading, PhaseJob job, RolloutPlan plan) {
    long group = job.at().group();
    List<Target> found =
        group == NO_GROUP
            ? named(reading, job, plan.isLimited())
            : members(reading, job, plan.isLimited());
    List<Target> things = allowed(found, plan);
    if (things.size() == found.size()) {
      return new RolloutSlice(things, groupAfter(reading, job, group));
    }
    long last = things.isEmpty() ? job.at().thing() : things.getLast().key();
    return new RolloutSlice(things, new Cursor(group, last));
  }

  /// The first ones, up to where there would be too many that are new.
  private static List<Target> allowed(List<Target> found, RolloutPlan plan) {
    long left = plan.allowed();
    int end = 0;
    while (end < Math.min(MOST, found.size()) && (left > 0 || !found.get(end).isNew())) {
      left -= found.get(end).isNew() ? 1 : 0;
      end++;
    }
    return found.subList(0, end);
  }

  /// Whether there is nothing to do before the plan allows more.
  boolean stays(PhaseJob job) {
    return job.at().equals(next);
  }

  private static List<Target> named(Reading reading, PhaseJob job, boolean limited) {
    return reading.list(
        """
        SELECT t.id, t.name,
               CASE WHEN CAST(? AS INTEGER) = 0 THEN 1
                    ELSE COALESCE((SELECT 0 FROM job_execution e
                                   WHERE e.job_id = x.job_id AND e.thing_id = t.id LIMIT 1), 1) END
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.target_id > ?
        ORDER BY x.target_id
        LIMIT ?
        """,
        RolloutSlice::target,
        limited,
        job.key(),
        job.at().thing(),
        MOST + 1);
  }

  private static List<Target> members(Reading reading, PhaseJob job, boolean limited) {
    return reading.list(
        """
        SELECT t.id, t.name,
               CASE WHEN CAST(? AS INTEGER) = 0 THEN 1
                    ELSE COALESCE((SELECT 0 FROM job_execution e
                                   WHERE e.job_id = ? AND e.thing_id = t.id LIMIT 1), 1) END
        FROM thing_group_member m JOIN thing t ON t.id = m.thing_id
        WHERE m.group_id = ? AND m.thing_id > ? AND m.added_at <= ?
        ORDER BY m.thing_id
        LIMIT ?
        """,
        RolloutSlice::target,
        limited,
        job.key(),
        job.at().group(),
        job.at().thing(),
        job.createdAt(),
        MOST + 1);
  }

  private static Target target(Row row) {
    return new Target(row.number(1), row.text(2), row.flag(3));
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
        job.at().group() == NO_GROUP
            ? queueNamed(transaction, job, now)
            : queueMembers(transaction, job, now);
    return queued.size() == things.size() ? allNames() : names(queued);
  }

  private List<Long> queueNamed(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT x.job_id, t.id, 1, 1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.target_id > ? AND x.target_id <= ?
        ORDER BY x.target_id
        ON CONFLICT (job_id, thing_id, number) DO NOTHING
        RETURNING thing_id
        """,
        row -> row.number(1),
        now,
        now,
        job.key(),
        job.at().thing(),
        things.getLast().key());
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

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

/// The next things of a rollout, at most as many as [SliceSize] says, of one target group, or of
/// those that the job names one by one, which come first. Of things that have not had their
/// execution of the job yet there are no more than the plan allows.
///
/// @param isLast whether these are the last ones of their group, or of those that are named
record RolloutSlice(List<Target> things, boolean isLast) {
  private static final String NAMED_IS_NEW = isNew("x.job_id", "t.id");
  private static final String MEMBER_IS_NEW = isNew("?", "m.thing_id");

  /// In SQL: whether a thing has no execution of a job, or left the job with its last one.
  private static String isNew(String job, String thing) {
    return """
        COALESCE((SELECT e.status FROM job_execution e
                  WHERE e.job_id = %s AND e.thing_id = %s
                  ORDER BY e.number DESC LIMIT 1), 6) = 6
        """
        .formatted(job, thing);
  }

  /// A thing by its key, its name being what it was when the slice was made.
  ///
  /// @param isNew has no execution of the job yet, or left the job with its last one; only known if
  ///   the plan is limited
  record Target(long key, String name, boolean isNew) {}

  static RolloutSlice next(Reading reading, PhaseJob job, RolloutPlan plan, int most) {
    List<Target> found =
        job.at().isOfNamed()
            ? named(reading, job, plan.isLimited(), most)
            : members(reading, job, plan.isLimited(), most);
    List<Target> things = allowed(found, plan, most);
    return new RolloutSlice(things, things.size() == found.size());
  }

  /// The first ones, up to where there would be too many that are new.
  private static List<Target> allowed(List<Target> found, RolloutPlan plan, int most) {
    long left = plan.allowed();
    int end = 0;
    while (end < Math.min(most, found.size()) && (left > 0 || !found.get(end).isNew())) {
      left -= found.get(end).isNew() ? 1 : 0;
      end++;
    }
    return found.subList(0, end);
  }

  /// Whether there is nothing to do before the plan allows more.
  boolean stays() {
    return things.isEmpty() && !isLast;
  }

  /// Whether the plan, which may be another by now, allows all of it.
  boolean fits(RolloutPlan plan) {
    return !plan.isLimited() || things.stream().filter(Target::isNew).count() <= plan.allowed();
  }

  /// PostgreSQL may walk through both tables side by side: it must not begin at the first thing.
  private static List<Target> named(Reading reading, PhaseJob job, boolean limited, int most) {
    return reading.list(
        """
        SELECT t.id, t.name,
               CASE WHEN CAST(? AS INTEGER) = 0 THEN 1
                    WHEN
        """
            + NAMED_IS_NEW
            + """
               THEN 1 ELSE 0 END
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.rolled = 0 AND x.target_id > ? AND t.id > ?
        ORDER BY x.target_id
        LIMIT ?
        """,
        RolloutSlice::target,
        limited,
        job.key(),
        job.at().thing(),
        job.at().thing(),
        most + 1);
  }

  private static List<Target> members(Reading reading, PhaseJob job, boolean limited, int most) {
    return reading.list(
        """
        SELECT t.id, t.name,
               CASE WHEN CAST(? AS INTEGER) = 0 THEN 1
                    WHEN
        """
            + MEMBER_IS_NEW
            + """
               THEN 1 ELSE 0 END
        FROM thing_group_member m JOIN thing t ON t.id = m.thing_id
        WHERE m.group_id = ? AND m.thing_id > ? AND t.id > ? AND m.mark < ?
        ORDER BY m.thing_id
        LIMIT ?
        """,
        RolloutSlice::target,
        limited,
        job.key(),
        job.at().group(),
        job.at().thing(),
        job.at().thing(),
        job.mark(),
        most + 1);
  }

  private static Target target(Row row) {
    return new Target(row.number(1), row.text(2), row.flag(3));
  }

  /// Where the rollout goes on after this slice; empty when it was the last one. Decided together
  /// with the queueing, so that whoever joins meanwhile is either reached or sees the job.
  Optional<Cursor> next(Transaction transaction, PhaseJob job) {
    return isLast ? RolloutTargets.next(transaction, job) : Optional.of(following(job));
  }

  /// Where the rollout goes on after this slice if it is not the last one.
  Cursor following(PhaseJob job) {
    return new Cursor(job.at().group(), things.getLast().key());
  }

  /// Those who have come after the slice was made belong to it if it is the last one.
  long end() {
    return isLast ? Long.MAX_VALUE : things.getLast().key();
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

  /// Queues an execution on each thing that has none of this job, or of which the last was removed.
  /// Things that have been deleted since, or have left the group, are passed over.
  Queued queue(Transaction transaction, PhaseJob job, Instant now) {
    if (job.at().isOfNamed()) {
      return queued(transaction, queueNamed(transaction, job, now));
    }
    return switch (job.selection()) {
      case SNAPSHOT -> queueFirst(transaction, job, now);
      case CONTINUOUS -> queued(transaction, queueNext(transaction, job, now));
    };
  }

  private Queued queued(Reading reading, List<NumberedThing> queued) {
    return new Queued(
        names(reading, queued), queued.stream().filter(each -> each.number() > 1).count());
  }

  private List<NumberedThing> queueNamed(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.list(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT x.job_id, t.id,
               COALESCE((SELECT MAX(p.number) FROM job_execution p
                         WHERE p.job_id = x.job_id AND p.thing_id = t.id), 0) + 1,
               1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM job_target x JOIN thing t ON t.id = x.target_id
        WHERE x.job_id = ? AND x.kind = 0 AND x.rolled = 0
          AND x.target_id > ? AND x.target_id <= ? AND t.id > ?
          AND
        """
            + NAMED_IS_NEW
            + """
        ORDER BY x.target_id
        RETURNING thing_id, number
        """,
        NumberedThing::of,
        now,
        now,
        job.key(),
        job.at().thing(),
        end(),
        job.at().thing());
  }

  /// Things that are there once and for all: what has an execution of any number has the first.
  /// Mostly none of them has, and then the store needs neither look for each nor say which it
  /// queued: none can have joined since the slice was made, so that their number tells.
  private Queued queueFirst(Transaction transaction, PhaseJob job, Instant now) {
    if (ExecutionStore.hasAny(transaction, job.key(), job.at().thing(), end())) {
      return queued(transaction, queueMissing(transaction, job, now));
    }
    return queueAll(transaction, job, now) == things.size()
        ? new Queued(things.stream().map(Target::name).toList(), 0)
        : queued(transaction, queuedNow(transaction, job));
  }

  private int queueAll(Transaction transaction, PhaseJob job, Instant now) {
    return transaction.update(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT CAST(? AS BIGINT), m.thing_id, 1, 1, CAST(? AS BIGINT), CAST(? AS BIGINT), 1
        FROM thing_group_member m
        WHERE m.group_id = ? AND m.thing_id > ? AND m.thing_id <= ? AND m.mark < ?
        ORDER BY m.thing_id
        """,
        job.key(),
        now,
        now,
        job.at().group(),
        job.at().thing(),
        end(),
        job.mark());
  }

  private List<NumberedThing> queuedNow(Reading reading, PhaseJob job) {
    return reading.list(
        """
        SELECT thing_id, number FROM job_execution
        WHERE job_id = ? AND thing_id > ? AND thing_id <= ? ORDER BY thing_id
        """,
        NumberedThing::of,
        job.key(),
        job.at().thing(),
        end());
  }

  private List<NumberedThing> queueMissing(Transaction transaction, PhaseJob job, Instant now) {
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
          AND
        """
            + MEMBER_IS_NEW
            + """
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

  private List<String> names(Reading reading, List<NumberedThing> queued) {
    Map<Long, String> names = new HashMap<>(2 * things.size());
    things.forEach(thing -> names.put(thing.key(), thing.name()));
    return queued.stream()
        .map(NumberedThing::thing)
        .map(thing -> names.computeIfAbsent(thing, key -> ExecutionStore.nameOf(reading, key)))
        .toList();
  }
}

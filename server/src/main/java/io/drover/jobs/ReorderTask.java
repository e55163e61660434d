package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells devices that another execution is the first of their queue, after a job's priority has
/// been changed. Goes through the job's things a slice at a time; the store's writer only keeps how
/// far it has come.
final class ReorderTask implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(ReorderTask.class);
  private static final int MOST_AT_ONCE = 100;
  private static final int SLICE = 250;

  private final Database database;
  private final Changes changes;
  private final SetAside<Long> aside = new SetAside<>();

  ReorderTask(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "job-reordering";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    List<Reordering> all = database.read(reading -> Reordering.list(reading, MOST_AT_ONCE));
    aside.retain(all.stream().map(Reordering::id).toList());
    Outcome outcome = Outcome.DONE;
    for (Reordering reordering : all) {
      if (!aside.holds(reordering.id(), now) && worked(reordering, now)) {
        outcome = Outcome.MORE;
      }
    }
    return outcome;
  }

  private boolean worked(Reordering reordering, Instant now) {
    try {
      tell(reordering);
      aside.succeeded(reordering.id());
      return true;
    } catch (RuntimeException e) {
      log.error("devices could not be told of a job's new priority", e);
      aside.failed(reordering.id(), now);
      return false;
    }
  }

  /// @param end the last thing of the slice
  /// @param changed the names of those whose queue has another head
  private record Slice(int size, long end, List<String> changed) {
    static Slice next(Reading reading, Reordering reordering) {
      List<Reordering.Target> targets = reordering.next(reading, SLICE);
      List<String> changed = new ArrayList<>();
      for (Reordering.Target target : targets) {
        if (target.pending()) {
          Reordering.withNewHead(reading, target.thing()).ifPresent(changed::add);
        }
      }
      long end = targets.isEmpty() ? reordering.cursor() : targets.getLast().thing();
      return new Slice(targets.size(), end, changed);
    }
  }

  private void tell(Reordering reordering) {
    Slice slice = database.read(reading -> Slice.next(reading, reordering));
    database.change(
        transaction -> {
          if (!reordering.advance(transaction, slice.end())) {
            return;
          }
          if (slice.size() < SLICE) {
            reordering.end(transaction);
          }
          if (!slice.changed().isEmpty()) {
            changes.record(transaction, new HeadsChanged(slice.changed()));
          }
        });
  }
}

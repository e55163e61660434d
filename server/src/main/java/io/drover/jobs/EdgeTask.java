package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells devices that executions have come into their queues, or gone, with a maintenance window.
/// Goes through a job's things a slice at a time; the store's writer only keeps how far it has
/// come.
final class EdgeTask implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(EdgeTask.class);
  private static final int MOST_AT_ONCE = 100;
  private static final int SLICE = 250;

  private final Database database;
  private final Changes changes;
  private final SetAside<Long> aside = new SetAside<>();

  EdgeTask(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "job-window-edges";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    List<EdgeNews> all = database.read(reading -> EdgeNews.list(reading, MOST_AT_ONCE));
    aside.retain(all.stream().map(EdgeNews::job).toList());
    Outcome outcome = Outcome.DONE;
    for (EdgeNews news : all) {
      if (!aside.holds(news.job(), now) && worked(news, now)) {
        outcome = Outcome.MORE;
      }
    }
    return outcome;
  }

  private boolean worked(EdgeNews news, Instant now) {
    try {
      tell(news, now);
      aside.succeeded(news.job());
      return true;
    } catch (RuntimeException e) {
      log.error("devices could not be told of a window of job {}", news.jobId(), e);
      aside.failed(news.job(), now);
      return false;
    }
  }

  /// @param last the last thing of the slice; empty if none follow
  /// @param things those whose queue has changed
  /// @param withNewHead those of them of which the first was hidden
  private record Slice(Optional<Long> last, List<String> things, Set<String> withNewHead) {
    static Slice next(Reading reading, EdgeNews news, Instant now) {
      List<EdgeNews.Target> targets = news.next(reading, now, SLICE);
      Slice slice =
          new Slice(
              targets.size() < SLICE ? Optional.empty() : Optional.of(targets.getLast().thing()),
              new ArrayList<>(),
              new HashSet<>());
      targets.stream()
          .filter(EdgeNews.Target::concerned)
          .forEach(target -> slice.add(reading, news, target.thing()));
      return slice;
    }

    private void add(Reading reading, EdgeNews news, long thing) {
      ExecutionStore.pending(reading, news.job(), thing)
          .ifPresent(
              execution -> {
                things.add(execution.thing());
                if (news.hidden() && wasHead(reading, execution)) {
                  withNewHead.add(execution.thing());
                }
              });
    }

    private static boolean wasHead(Reading reading, Execution execution) {
      Place place = execution.placeWhenShown();
      Optional<Place> next = Queue.firstBeside(reading, execution.key()).map(Queue.Neighbor::place);
      return Place.headChanged(Optional.of(place), Optional.empty(), next)
          || Reordering.isUntold(reading, execution.key());
    }
  }

  private void tell(EdgeNews news, Instant now) {
    Slice slice = database.read(reading -> Slice.next(reading, news, now));
    database.change(
        transaction -> {
          if (news.advance(transaction, slice.last()) && !slice.things().isEmpty()) {
            announce(transaction, news, slice);
          }
        });
  }

  private void announce(Transaction transaction, EdgeNews news, Slice slice) {
    changes.record(
        transaction,
        news.hidden()
            ? new ExecutionsHidden(slice.things(), slice.withNewHead())
            : new ExecutionsShown(news.jobId(), slice.things()));
  }
}

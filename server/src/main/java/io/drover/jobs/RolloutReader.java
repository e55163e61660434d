package io.drover.jobs;

import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Makes the slices of rollouts; that of a job which is rolled out alone while the one before it is
/// queued. Without a limit of the rate it makes no difference to a slice what has been queued
/// before it. To be used by one thread.
final class RolloutReader {
  private final Database database;
  private final Executor besides;
  private long latest;
  private Optional<Ahead> ahead = Optional.empty();

  /// @param job as it will be when the slice is its next one
  /// @param slice empty if it could not be made ahead
  private record Ahead(PhaseJob job, CompletableFuture<Optional<RolloutSlice>> slice) {
    boolean isNextOf(PhaseJob other) {
      return job.key() == other.key() && job.at().equals(other.at());
    }

    Optional<RolloutSlice> get() {
      try {
        return slice.join();
      } catch (CompletionException _) {
        return Optional.empty(); // it is made again, and fails then if it must
      }
    }
  }

  /// @param besides runs what is read while something is queued
  RolloutReader(Database database, Executor besides) {
    this.database = database;
    this.besides = besides;
  }

  RolloutSlice next(PhaseJob job, Instant now, int most) {
    Optional<RolloutSlice> made = ahead.filter(of -> of.isNextOf(job)).flatMap(Ahead::get);
    ahead = Optional.empty();
    return made.orElseGet(
        () ->
            database.read(
                reading ->
                    RolloutSlice.next(reading, job, RolloutPlan.of(reading, job, now), most)));
  }

  /// Begins to make what follows a slice, if something does, and if its job was also the one
  /// before.
  void readOn(PhaseJob job, RolloutSlice slice, Instant now, int most) {
    boolean alone = latest == job.key();
    latest = job.key();
    if (alone && !slice.isLast() && !slice.stays()) {
      PhaseJob following = job.at(slice.following(job));
      ahead =
          Optional.of(
              new Ahead(
                  following,
                  CompletableFuture.supplyAsync(
                      () -> database.read(reading -> unlimited(reading, following, now, most)),
                      besides)));
    }
  }

  private static Optional<RolloutSlice> unlimited(
      Reading reading, PhaseJob job, Instant now, int most) {
    RolloutPlan plan = RolloutPlan.of(reading, job, now);
    return plan.isLimited()
        ? Optional.empty()
        : Optional.of(RolloutSlice.next(reading, job, plan, most));
  }

  /// Returns when nothing is being read.
  void await() {
    ahead.ifPresent(Ahead::get);
  }
}

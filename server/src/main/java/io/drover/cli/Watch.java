package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Follows one job until it ends. Each look asks once for the job, at most once for each of three
/// lists of failures, and once for each new failure shown. A server that goes away is waited for,
/// for two minutes; one that is not there at the beginning is not.
public final class Watch {
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int LAST_ROUNDS = 10;

  /// @param interval between the end of one look and the next
  /// @param once whether one look is all
  /// @param failures how many of the newest are shown
  public record Options(Duration interval, boolean once, int failures) {}

  private final JobsApi api;
  private final String jobId;
  private final Options options;
  private final View view;
  private final InstantSource clock;
  private final Failures failures;
  private final RateWindow rate = new RateWindow();

  Watch(JobsApi api, String jobId, Options options, View view, InstantSource clock) {
    this.api = api;
    this.jobId = jobId;
    this.options = options;
    this.view = view;
    this.clock = clock;
    this.failures = new Failures(api, jobId, options.failures(), clock);
  }

  /// Watches on the given terminal, which is left as it was found even when the process is told to
  /// end.
  public static Outcome on(
      Terminal terminal,
      PrintStream out,
      JobsApi api,
      String jobId,
      Options options,
      InstantSource clock) {
    View view =
        terminal.screen()
            ? new ScreenView(out, terminal, ZoneId.systemDefault())
            : new LinesView(out, System.err);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(view::close));
    try (view) {
      return new Watch(api, jobId, options, view, clock).run();
    }
  }

  Outcome run() {
    Snapshot snapshot = look();
    if (!snapshot.job().hasEnded() && !options.once()) {
      view.show(snapshot);
      try {
        snapshot = follow(snapshot);
      } catch (Gone e) {
        view.end(e.last);
        return Outcome.CANCELED;
      }
    }
    failures.settle(snapshot.job().counts(), LAST_ROUNDS);
    view.end(snapshot(snapshot.job(), clock.instant()));
    return Outcome.of(snapshot.job());
  }

  private Snapshot follow(Snapshot first) {
    Snapshot snapshot = first;
    Instant answered = first.at();
    while (!snapshot.job().hasEnded()) {
      pause(snapshot);
      try {
        snapshot = look();
        answered = snapshot.at();
      } catch (ClientException e) {
        snapshot = excuse(e, snapshot, answered);
      }
      view.show(snapshot);
    }
    return snapshot;
  }

  private Snapshot look() {
    WatchedJob job = api.describe(jobId);
    Instant now = clock.instant();
    rate.add(now, job.counts().ended());
    failures.refresh(job.counts());
    return snapshot(job, now);
  }

  private Snapshot snapshot(WatchedJob job, Instant now) {
    OptionalDouble perSecond = rate.perSecond();
    List<Failure> newest = failures.newest();
    return new Snapshot(
        job, now, perSecond, newest, failures.isSettled(job.counts()), Optional.empty());
  }

  private Snapshot excuse(ClientException e, Snapshot last, Instant answered) {
    Instant now = clock.instant();
    if (e.kind() == Kind.NOT_FOUND) {
      throw new Gone(last.without("the job was deleted", now));
    }
    Duration silence = Duration.between(answered, now);
    if (e.kind() != Kind.NO_ANSWER || silence.compareTo(LONGEST_SILENCE) > 0) {
      throw e;
    }
    return last.without(
        "no news for " + Figures.duration(silence) + ", trying again: " + e.getMessage(), now);
  }

  /// Time goes on on the screen while nothing is asked.
  private void pause(Snapshot snapshot) {
    Duration left = options.interval();
    while (left.isPositive()) {
      Duration step = left.compareTo(TICK) < 0 ? left : TICK;
      sleep(step);
      left = left.minus(step);
      if (left.isPositive()) {
        view.show(snapshot.at(clock.instant()));
      }
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException(Kind.REFUSED, "interrupted");
    }
  }

  /// The job is not there any more.
  private static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Snapshot last;

    Gone(Snapshot last) {
      this.last = last;
    }
  }
}

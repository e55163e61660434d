package io.drover.jobs;

import io.drover.protocol.ExecutionState;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.VersionMismatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One execution with what it needs to know of its job. Each legal step answers what the execution
/// is afterwards, its version higher by one.
///
/// @param details as [StatusDetails] spells them
/// @param limit how long the job lets an execution be in progress
/// @param hidden what the job has queued is kept from devices, for none of its windows is open
/// @param urlLifetime how long URLs in the document are good for
/// @param attempts those on this thing that went wrong before, since it last became a target
/// @param mayAbort whether the job has criteria by which it aborts itself
record Execution(
    ExecutionKey key,
    String thing,
    String jobId,
    @Nullable Duration limit,
    Duration urlLifetime,
    JobPriority priority,
    boolean hidden,
    JobExecutionStatus status,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant updatedAt,
    long version,
    @Nullable String details,
    Timers timers,
    boolean forceCanceled,
    Attempts attempts,
    boolean mayAbort) {

  private static final long FIRST_VERSION = 1;

  /// Goes on as the device reports, or refuses: first what the state does not allow, so that a
  /// repeated last report is told how the execution ended, then an unexpected version.
  Execution report(Report report, Instant now) {
    if (!status.allows(report.status())) {
      throw new InvalidStateTransition(
              "An execution that is %s cannot become %s.".formatted(status, report.status()),
              state())
          .toException();
    }
    Long expected = report.expectedVersion();
    if (expected != null && expected != version) {
      throw new VersionMismatch(
              "Expected version %d but found version %d".formatted(expected, version), state())
          .toException();
    }
    String told = report.replacesDetails() ? report.details() : details;
    return report.status() == JobExecutionStatus.IN_PROGRESS
        ? run(told, report.step(), now)
        : end(report.status(), told, false, now);
  }

  private Execution run(@Nullable String told, StepTimer step, Instant now) {
    boolean starts = status == JobExecutionStatus.QUEUED;
    Timers running = starts ? Timers.start(now, limit) : timers;
    return with(
        JobExecutionStatus.IN_PROGRESS,
        starts ? now : startedAt,
        told,
        running.with(step, now),
        false,
        now);
  }

  /// Ends; whether it may is for the caller to know.
  Execution end(JobExecutionStatus how, @Nullable String told, boolean forced, Instant now) {
    return with(how, startedAt, told, Timers.NONE, forced, now);
  }

  private Execution with(
      JobExecutionStatus next,
      @Nullable Instant started,
      @Nullable String told,
      Timers running,
      boolean forced,
      Instant now) {
    return new Execution(
        key,
        thing,
        jobId,
        limit,
        urlLifetime,
        priority,
        hidden,
        next,
        queuedAt,
        started,
        now,
        version + 1,
        told,
        running,
        forced,
        attempts,
        mayAbort);
  }

  /// The next try of the job on the thing, after this one has ended.
  Execution again() {
    return new Execution(
        new ExecutionKey(key.job(), key.thing(), key.number() + 1),
        thing,
        jobId,
        limit,
        urlLifetime,
        priority,
        hidden,
        JobExecutionStatus.QUEUED,
        updatedAt,
        null,
        updatedAt,
        FIRST_VERSION,
        null,
        Timers.NONE,
        false,
        attempts.after(status),
        mayAbort);
  }

  /// Where devices see it in the queue; empty once it has ended, and while it is queued and hidden.
  Optional<Place> place() {
    return status.isTerminal() || isKept() ? Optional.empty() : Optional.of(placeWhenShown());
  }

  /// Whether it is kept from its device.
  boolean isKept() {
    return hidden && status == JobExecutionStatus.QUEUED;
  }

  Place placeWhenShown() {
    return new Place(status, priority, queuedAt, key.job(), key.number());
  }

  ExecutionState state() {
    return new ExecutionState(status.name(), StatusDetails.read(details), version);
  }

  DescribedExecution described(@Nullable String document, Instant now) {
    return new DescribedExecution(
        jobId,
        thing,
        status,
        StatusDetails.read(details),
        queuedAt,
        startedAt,
        updatedAt,
        timers.secondsLeft(now),
        version,
        key.number(),
        document);
  }

  RecordedExecution recorded(Instant now) {
    return new RecordedExecution(
        new ListedExecution(
            jobId, thing, status, queuedAt, startedAt, updatedAt, key.number(), attempts.total()),
        StatusDetails.read(details),
        forceCanceled,
        version,
        timers.secondsLeft(now));
  }
}

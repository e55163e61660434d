package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.jobs.ExecutionListStore.After;
import io.drover.jobs.ExecutionListStore.Entry;
import io.drover.jobs.ExecutionListStore.KeyInJob;
import io.drover.jobs.ExecutionListStore.StatusRange;
import io.drover.jobs.ExecutionListStore.ThingFilter;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What operators see of executions and do with them.
public final class ManagedExecutions {
  private static final Listing OF_JOB = new Listing("executions-of-job", 250);
  private static final Listing ON_THING = new Listing("executions-on-thing", 250);

  private final Database database;
  private final ExecutionSteps steps;

  public ManagedExecutions(Database database, Changes changes) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
  }

  /// The executions of a job; none once the job is being deleted. Those that are QUEUED or
  /// SUCCEEDED, as most are at some time, are looked for among a bounded number of others, so that
  /// a page may hold few or none of them although more follow.
  public Page<ListedExecution> ofJob(
      String jobId,
      Optional<JobExecutionStatus> status,
      @Nullable String token,
      @Nullable Integer size) {
    PageRequest request = OF_JOB.request(token, size);
    return database.read(reading -> ofJob(reading, jobId, status, request)).map(Entry::execution);
  }

  private static Page<Entry> ofJob(
      Reading reading, String jobId, Optional<JobExecutionStatus> status, PageRequest request) {
    long job = JobStore.find(reading, jobId).orElseThrow(() -> Jobs.notFound(jobId)).key();
    KeyInJob after = new KeyInJob(request.after(0, 0L), request.after(1, 0L));
    if (status.isEmpty()) {
      return page(ExecutionListStore.ofJob(reading, job, after, request.rows()), request);
    }
    return status.get().isIndexed()
        ? page(ExecutionListStore.ofJob(reading, job, status.get(), after, request.rows()), request)
        : amongNext(reading, job, status.get(), after, request);
  }

  private static Page<Entry> amongNext(
      Reading reading, long job, JobExecutionStatus status, KeyInJob after, PageRequest request) {
    List<Entry> found = ExecutionListStore.amongNext(reading, job, status, after, request.rows());
    if (found.size() > request.size()) {
      return page(found, request);
    }
    Optional<KeyInJob> last = ExecutionListStore.lastLookedAt(reading, job, after);
    return new Page<>(found, last.map(place -> OF_JOB.token(key(place))).orElse(null));
  }

  private static Page<Entry> page(List<Entry> rows, PageRequest request) {
    return OF_JOB.page(
        rows, request, entry -> key(new KeyInJob(entry.key().thing(), entry.key().number())));
  }

  private static List<String> key(KeyInJob place) {
    return List.of(Long.toString(place.thing()), Long.toString(place.number()));
  }

  /// The executions on a thing: those pending in their order, then those that ended.
  public Page<ListedExecution> onThing(
      ExecutionFilter filter, @Nullable String token, @Nullable Integer size) {
    PageRequest request = ON_THING.request(token, size);
    return database
        .read(
            reading -> {
              JobExecutions.requireThing(reading, filter.thingName());
              return ON_THING.page(onThing(reading, filter, request), request, this::placeOnThing);
            })
        .map(Entry::execution);
  }

  private static List<Entry> onThing(Reading reading, ExecutionFilter filter, PageRequest request) {
    ThingFilter of =
        new ThingFilter(
            filter.thingName(), filter.jobId().orElse(""), filter.namespaceId().orElse(""));
    StatusRange statuses = range(filter.status());
    After after =
        new After(
            request.after(0, -1L),
            request.after(1, 0L),
            request.after(2, 0L),
            request.after(3, 0L));
    return filter.jobId().isPresent()
        ? ExecutionListStore.ofJobOnThing(reading, of, statuses, after, request.rows())
        : ExecutionListStore.onThing(reading, of, statuses, after, request.rows());
  }

  private List<String> placeOnThing(Entry entry) {
    return List.of(
        Integer.toString(entry.execution().status().code()),
        Long.toString(entry.execution().queuedAt().toEpochMilli()),
        Long.toString(entry.key().job()),
        Long.toString(entry.key().number()));
  }

  private static StatusRange range(Optional<JobExecutionStatus> status) {
    return status.map(StatusRange::of).orElse(StatusRange.ALL);
  }

  /// The latest execution of the job on the thing, unless a number says which.
  public RecordedExecution describe(
      String thing, String jobId, @Nullable Long executionNumber, Instant now) {
    return database
        .read(reading -> JobExecutions.find(reading, thing, jobId, executionNumber))
        .recorded(now);
  }

  /// Cancels the latest execution of the job on the thing; one in progress only by force.
  public void cancel(String thing, String jobId, ExecutionCancellation cancellation, Instant now) {
    StatusDetails.check(cancellation.statusDetails());
    database.change(
        transaction -> {
          Execution before = JobExecutions.find(transaction, thing, jobId, null);
          require(before, cancellation);
          steps.keep(transaction, before, canceled(before, cancellation, now));
        });
  }

  private static void require(Execution execution, ExecutionCancellation cancellation) {
    boolean allowed =
        execution.status() == JobExecutionStatus.QUEUED
            || (execution.status() == JobExecutionStatus.IN_PROGRESS && cancellation.force());
    if (!allowed) {
      throw refused(execution, "canceled");
    }
    Long expected = cancellation.expectedVersion();
    if (expected != null && expected != execution.version()) {
      throw new VersionConflict(
              "Expected version %d but found version %d".formatted(expected, execution.version()))
          .toException();
    }
  }

  private static Execution canceled(
      Execution before, ExecutionCancellation cancellation, Instant now) {
    String details =
        cancellation.statusDetails() == null
            ? before.details()
            : StatusDetails.spell(cancellation.statusDetails());
    return before.end(JobExecutionStatus.CANCELED, details, cancellation.force(), now);
  }

  /// Removes one execution as if it had never been; one in progress only by force.
  public void delete(ExecutionName name, boolean force, Optional<String> namespaceId) {
    database.change(
        transaction -> {
          Execution execution =
              JobExecutions.find(
                  transaction, name.thingName(), name.jobId(), name.executionNumber());
          if (namespaceId.isPresent()) {
            Jobs.requireNamespace(transaction, name.jobId(), namespaceId.get());
          }
          if (execution.status() == JobExecutionStatus.IN_PROGRESS && !force) {
            throw refused(execution, "deleted");
          }
          steps.delete(transaction, execution);
        });
  }

  private static RuntimeException refused(Execution execution, String what) {
    return new InvalidStateTransition(
            "An execution that is %s cannot be %s%s."
                .formatted(
                    execution.status(),
                    what,
                    execution.status() == JobExecutionStatus.IN_PROGRESS ? " without force" : ""),
            null)
        .toException();
  }
}

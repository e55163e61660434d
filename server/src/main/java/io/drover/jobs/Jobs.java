package io.drover.jobs;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.MembershipMark;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.Taggable;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What operators do with jobs. Nothing here touches executions: what a change means for them is
/// left to the background, which finds it in the job.
public final class Jobs {
  static final int MOST_IN_DELETION = 10;
  private static final long EVERYONE = Long.MAX_VALUE;
  private static final Listing LISTING = new Listing("jobs", 250);

  private final Database database;
  private final Changes changes;
  private final JobDocuments documents;
  private final JobTargets targets;
  private final Arns arns;
  private final Tags tags;
  private final MembershipMark marks = new MembershipMark();
  private final JobPriorities priorities;
  private final JobCancellations cancellations;

  public Jobs(
      Database database,
      Changes changes,
      JobDocuments documents,
      JobTargets targets,
      Arns arns,
      Tags tags) {
    this.database = database;
    this.changes = changes;
    this.documents = documents;
    this.targets = targets;
    this.arns = arns;
    this.tags = tags;
    this.priorities = new JobPriorities(changes, tags);
    this.cancellations = new JobCancellations(changes);
  }

  /// Adds a job and starts its rollout to the things that are its targets now, unless its schedule
  /// says otherwise. A document in S3 is read here, once. Refuses a schedule that is too near or
  /// too far.
  public void create(NewJob asked, Instant now) {
    asked.definition().configuration().schedule().requireAcceptable(now);
    String document = document(asked);
    database.change(
        transaction -> {
          if (JobStore.find(transaction, asked.jobId()).isPresent()) {
            throw alreadyExists(asked.jobId());
          }
          JobTargets.Resolved resolved = targets.resolve(transaction, asked.definition().targets());
          JobStanding standing =
              JobStanding.first(asked.definition().configuration().schedule(), now);
          long mark = mark(transaction, asked, standing);
          long job = JobStore.add(transaction, asked, standing, mark, document, resolved, now);
          if (mark == EVERYONE) {
            OpenGroups.open(transaction, job, resolved.allGroups());
          }
          tags.put(transaction, tagged(asked.jobId()), asked.tags());
          priorities.created(transaction, asked.jobId());
          changes.record(transaction, new PhaseEntered(standing.phase()));
        });
  }

  /// A SNAPSHOT is for those who are members when the job starts.
  private long mark(Transaction transaction, NewJob asked, JobStanding standing) {
    return asked.targetSelection() == TargetSelection.SNAPSHOT
            && standing.status() == JobStatus.IN_PROGRESS
        ? marks.set(transaction)
        : EVERYONE;
  }

  private String document(NewJob asked) {
    JobDefinition definition = asked.definition();
    return documents.accept(
        asked.document(), definition.origin().documentSource(), definition.configuration().urls());
  }

  private RuntimeException alreadyExists(String jobId) {
    return new ResourceAlreadyExists(
            "Job " + jobId + " already exists.", jobId, arns.of("job", jobId))
        .toException();
  }

  static TaggedResource tagged(String jobId) {
    return new TaggedResource("job", jobId);
  }

  public DescribedJob describe(String jobId) {
    return database.read(
        reading -> {
          JobStore.Keyed job = require(reading, jobId);
          ConcurrentJobs places = ConcurrentJobs.of(reading, ConcurrentJobs.MOST);
          return new DescribedJob(places.job(job), JobTally.of(reading, job.key()));
        });
  }

  /// Jobs as what can be tagged. The value of the tag `drover:priority` must be a whole number from
  /// -1000 to 1000.
  public Taggable taggable() {
    return priorities;
  }

  /// The document as it was given, placeholders and all.
  public String document(String jobId) {
    return database
        .read(reading -> JobDefinitionStore.document(reading, jobId))
        .orElseThrow(() -> notFound(jobId));
  }

  /// Jobs in the order of their status, then of their creation. A job whose status changes between
  /// two pages may be on both or on neither.
  public Page<JobSummary> list(JobFilter filter, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    return database.read(
        reading ->
            group(reading, filter)
                .map(group -> listOfGroup(reading, group, filter, request))
                .orElseGet(() -> list(reading, filter, request)));
  }

  private static Page<JobSummary> list(Reading reading, JobFilter filter, PageRequest request) {
    List<JobEntry> rows =
        JobListStore.list(
            reading, filter, request.after(0, 0L), request.after(1, 0L), request.rows());
    ConcurrentJobs places = ConcurrentJobs.of(reading, ConcurrentJobs.MOST);
    return LISTING.page(rows, request, Jobs::key).map(places::summary);
  }

  private static Page<JobSummary> listOfGroup(
      Reading reading, JobListStore.Group group, JobFilter filter, PageRequest request) {
    List<JobEntry> rows =
        JobListStore.listOfGroup(
            reading,
            group.key(),
            filter,
            request.after(0, 0L),
            request.after(1, 0L),
            request.rows());
    ConcurrentJobs places = ConcurrentJobs.of(reading, ConcurrentJobs.MOST);
    return LISTING
        .page(rows, request, Jobs::key)
        .map(entry -> places.summary(entry).ofGroup(group.uuid()));
  }

  private static Optional<JobListStore.Group> group(Reading reading, JobFilter filter) {
    return filter
        .thingGroupId()
        .map(id -> found(JobListStore.groupOfId(reading, id), id))
        .or(
            () ->
                filter
                    .thingGroupName()
                    .map(name -> found(JobListStore.groupOfName(reading, name), name)));
  }

  private static JobListStore.Group found(Optional<JobListStore.Group> group, String what) {
    return group.orElseThrow(
        () -> new ResourceNotFound("There is no thing group " + what + ".").toException());
  }

  private static List<String> key(JobEntry entry) {
    return List.of(Integer.toString(entry.summary().status().code()), Long.toString(entry.key()));
  }

  /// Refused once the job has ended, and as [JobUpdate#applyTo] tells.
  public void update(String jobId, Optional<String> namespaceId, JobUpdate update, Instant now) {
    boolean needsRole = update.urls().isPresent() && documents.needsUrls(document(jobId));
    database.change(
        transaction -> {
          JobStore.Keyed keyed = require(transaction, jobId);
          Job job = keyed.job();
          requireNamespace(job, namespaceId);
          if (!job.summary().status().isActive()) {
            throw invalid("Job %s is %s and cannot change.", job);
          }
          if (needsRole) {
            update.urls().ifPresent(JobDocuments::requireRole);
          }
          change(transaction, keyed, update, now);
        });
  }

  private void change(
      Transaction transaction, JobStore.Keyed keyed, JobUpdate update, Instant now) {
    JobConfiguration before = keyed.job().definition().configuration();
    JobConfiguration after = update.applyTo(before);
    JobStore.update(
        transaction,
        keyed.key(),
        update.description().orElse(keyed.job().description()),
        after,
        now);
    if (!after.equals(before)) {
      JobDefinitionStore.update(transaction, keyed.key(), after);
    }
    if (!after.abort().equals(before.abort())) {
      changes.record(transaction, new OutcomeCounted(keyed.key()));
    }
  }

  /// Ends the job at once; its queued executions, by `force` also those in progress, are canceled
  /// soon after. Answers the job's description.
  public @Nullable String cancel(String jobId, Job.Cancellation cancellation, Instant now) {
    return database.<@Nullable String>write(
        transaction -> {
          JobStore.Keyed keyed = require(transaction, jobId);
          Job job = keyed.job();
          if (!job.summary().status().allows(JobStatus.CANCELED, cancellation.forced())) {
            throw invalid("Job %s is %s and cannot be canceled.", job);
          }
          cancellations.cancel(transaction, keyed.key(), jobId, cancellation, now);
          return job.description();
        });
  }

  /// Hides the job's executions at once, and removes them and the job soon after.
  public void delete(String jobId, boolean force, Optional<String> namespaceId, Instant now) {
    database.change(
        transaction -> {
          JobStore.Keyed keyed = require(transaction, jobId);
          Job job = keyed.job();
          requireNamespace(job, namespaceId);
          requireDeletable(transaction, job, force);
          JobStore.startDeletion(transaction, keyed.key(), now);
          changes.record(transaction, new PhaseEntered(JobPhase.DELETING));
          changes.record(
              transaction, JobReached.of(transaction, JobStage.DELETION_IN_PROGRESS, jobId));
        });
  }

  private static void requireDeletable(Transaction transaction, Job job, boolean force) {
    JobStatus status = job.summary().status();
    if (!status.allows(JobStatus.DELETION_IN_PROGRESS, force)) {
      throw new InvalidStateTransition(
              "Job %s is %s and cannot be deleted%s."
                  .formatted(
                      job.summary().jobId(), status, status.isActive() ? " without force" : ""),
              null)
          .toException();
    }
    if (JobStore.countIn(transaction, JobPhase.DELETING) >= MOST_IN_DELETION) {
      throw new LimitExceeded(
              "At most " + MOST_IN_DELETION + " jobs are deleted at the same time; try later.")
          .toException();
    }
  }

  static void requireNamespace(Job job, Optional<String> namespaceId) {
    if (namespaceId.isPresent() && !namespaceId.get().equals(job.namespaceId())) {
      throw notFound(job.summary().jobId());
    }
  }

  static void requireNamespace(Reading reading, String jobId, String namespaceId) {
    requireNamespace(require(reading, jobId).job(), Optional.of(namespaceId));
  }

  static JobStore.Keyed require(Reading reading, String jobId) {
    return JobStore.load(reading, jobId).orElseThrow(() -> notFound(jobId));
  }

  private static RuntimeException invalid(String message, Job job) {
    JobSummary summary = job.summary();
    return new InvalidRequest(message.formatted(summary.jobId(), summary.status())).toException();
  }

  static RuntimeException notFound(String jobId) {
    return new ResourceNotFound("There is no job " + jobId + ".").toException();
  }
}

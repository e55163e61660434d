package io.drover.jobs;

import io.drover.artifacts.ObjectStorage;
import io.drover.changes.Changes;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.registry.Arrivals;
import io.drover.registry.Departures;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.ResourceTags;
import io.drover.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Jobs over some database, with a clock and passes that a test drives, and short words for what it
/// does. News is noted as devices would see it: `a N` for a changed list, `a NN(job)` for a new
/// head, `a NN` for none any more.
final class TestFleet {
  static final String DOCUMENT = "{\"operation\":\"install\"}";

  final Database database;
  final TestRegistry registry;
  final Changes changes;
  final Map<String, byte[]> objects = new HashMap<>();
  final JobDocuments documents;
  final Jobs jobs;
  final JobExecutions executions;
  final ManagedExecutions managed;
  final TargetAssociation association;
  final JobMembership membership;
  final JobTasks tasks;
  private final List<String> news = Collections.synchronizedList(new ArrayList<>());
  Instant now = Instant.parse("2026-03-02T10:00:00Z");

  TestFleet(Database database) {
    this.database = database;
    this.changes = new Changes();
    this.membership = new JobMembership(database, changes);
    this.registry = new TestRegistry(database, changes, new Arriving(), new Leaving());
    this.documents = new JobDocuments(database, new Objects());
    JobTargets targets = new JobTargets(registry.arns, registry.things, registry.groups);
    this.jobs = new Jobs(database, changes, documents, targets, registry.arns, registry.tags);
    this.association = new TargetAssociation(database, changes, targets);
    this.executions = new JobExecutions(database, changes, documents);
    this.managed = new ManagedExecutions(database, changes);
    this.tasks = new JobTasks(database, changes, registry.tags);
    changes.follow(PendingChanged.class, this::note);
    changes.follow(ExecutionsQueued.class, this::note);
    changes.follow(
        ExecutionsShown.class,
        shown -> note(new ExecutionsQueued(shown.jobId(), shown.thingNames())));
    changes.follow(ExecutionsHidden.class, this::note);
    changes.follow(HeadsChanged.class, this::note);
  }

  private void note(PendingChanged change) {
    if (change.listChanged()) {
      news.add(change.thingName() + " N");
    }
    if (change.headChanged()) {
      String head = change.head().map(first -> "(" + first.jobId() + ")").orElse("");
      news.add(change.thingName() + " NN" + head);
    }
  }

  private void note(ExecutionsQueued queued) {
    for (String thing : queued.thingNames()) {
      news.add(thing + " N");
      Optional<DescribedExecution> head = executions.describeNext(thing, false, now);
      if (head.isPresent() && head.get().jobId().equals(queued.jobId())) {
        news.add(thing + " NN(" + queued.jobId() + ")");
      }
    }
  }

  private void note(HeadsChanged changed) {
    for (String thing : changed.thingNames()) {
      executions
          .describeNext(thing, false, now)
          .ifPresent(head -> news.add(thing + " NN(" + head.jobId() + ")"));
    }
  }

  private void note(ExecutionsHidden hidden) {
    for (String thing : hidden.thingNames()) {
      boolean newHead = hidden.withNewHead().contains(thing);
      note(new PendingChanged(thing, true, newHead, head(thing)));
    }
  }

  private Optional<ExecutionName> head(String thing) {
    return executions
        .describeNext(thing, false, now)
        .map(head -> new ExecutionName(thing, head.jobId(), head.executionNumber()));
  }

  /// The news since the last time that someone asked.
  List<String> news() {
    settle();
    synchronized (news) {
      List<String> seen = List.copyOf(news);
      news.clear();
      return seen;
    }
  }

  private void settle() {
    CountDownLatch followed = new CountDownLatch(1);
    database.change(
        transaction -> {
          transaction.update("UPDATE job SET updated_at = updated_at WHERE id = 0");
          transaction.afterCommit(followed::countDown);
        });
    try {
      followed.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  TestFleet at(String time) {
    now =
        LocalTime.parse(time)
            .atDate(now.atOffset(ZoneOffset.UTC).toLocalDate())
            .toInstant(ZoneOffset.UTC);
    return this;
  }

  /// Everything that the background would do now.
  TestFleet pass() {
    settle(); // what is nudged after a commit has been nudged
    tasks.runAll(now);
    return this;
  }

  TestFleet things(String... names) {
    for (String name : names) {
      registry.thing(name);
    }
    return this;
  }

  String thingArn(String name) {
    return registry.arns.of("thing", name);
  }

  String groupArn(String name) {
    return registry.arns.of("thinggroup", name);
  }

  static NewJob job(String id, String document, @Nullable Long minutes, String... targets) {
    JobConfiguration configuration = JobConfiguration.NONE.with(new InProgressTimeout(minutes));
    return job(id, TargetSelection.SNAPSHOT, document, configuration, targets);
  }

  static NewJob job(
      String id,
      TargetSelection selection,
      String document,
      JobConfiguration configuration,
      String... targets) {
    JobDefinition definition = new JobDefinition(List.of(targets), JobOrigin.NONE, configuration);
    return new NewJob(id, selection, document, definition, null, null, List.of());
  }

  static JobUpdate describe(String description) {
    return new JobUpdate(
        Optional.of(description),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Asks for all that can change of a configuration.
  static JobUpdate configure(JobConfiguration asked) {
    return new JobUpdate(
        Optional.empty(),
        Optional.of(asked.urls()),
        Optional.of(asked.rollout()),
        Optional.of(asked.abort()),
        Optional.of(asked.timeout()),
        Optional.of(asked.retry()));
  }

  /// Creates a job with a priority and rolls it out.
  TestFleet prefers(String id, String priority, String... targets) {
    NewJob plain = job(id, DOCUMENT, null, targets);
    jobs.create(
        new NewJob(
            id,
            plain.targetSelection(),
            DOCUMENT,
            plain.definition(),
            null,
            null,
            List.of(new Tag(JobPriority.TAG, priority))),
        now);
    return pass();
  }

  /// Gives a job another priority; its devices are told with the next pass.
  TestFleet tags(String job, String priority) {
    resourceTags().tag(registry.arns.of("job", job), List.of(new Tag(JobPriority.TAG, priority)));
    return this;
  }

  TestFleet untags(String job) {
    resourceTags().untag(registry.arns.of("job", job), List.of(JobPriority.TAG));
    return this;
  }

  private ResourceTags resourceTags() {
    return new ResourceTags(database, registry.arns, registry.tags, Map.of("job", jobs.taggable()));
  }

  /// Creates a job and rolls it out.
  TestFleet creates(String id, String... targets) {
    jobs.create(job(id, DOCUMENT, null, targets), now);
    return pass();
  }

  DescribedExecution starts(String thing) {
    return executions.startNext(thing, null, null, now).orElseThrow();
  }

  TestFleet reports(String thing, String job, JobExecutionStatus status) {
    executions.update(thing, job, report(status), now);
    return pass();
  }

  static ExecutionUpdate report(JobExecutionStatus status) {
    return new ExecutionUpdate(status, null, null, null, false, null);
  }

  static ExecutionUpdate report(
      JobExecutionStatus status, @Nullable Map<String, String> details, @Nullable Long version) {
    return new ExecutionUpdate(status, details, version, null, false, null);
  }

  TestFleet cancels(String job, boolean force) {
    jobs.cancel(job, new Job.Cancellation(force, null, null), now);
    return pass();
  }

  TestFleet deletes(String job, boolean force) {
    jobs.delete(job, force, Optional.empty(), now);
    return pass();
  }

  JobStatus status(String job) {
    return jobs.describe(job).job().summary().status();
  }

  ExecutionCounts counts(String job) {
    return jobs.describe(job).counts();
  }

  RecordedExecution execution(String thing, String job) {
    return managed.describe(thing, job, null, now);
  }

  JobExecutionStatus statusOf(String thing, String job) {
    return execution(thing, job).listed().status();
  }

  private final class Arriving implements Arrivals {
    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant at) {
      membership.joined(tx, group, thing, name.value(), now);
    }

    @Override
    public void group(Transaction tx, long group, long parent) {
      membership.groupCreated(tx, group, parent);
    }
  }

  private final class Leaving implements Departures {
    @Override
    public void thing(Transaction tx, long id, ThingName name, Instant at) {
      executions.thingDeleted(tx, id, name.value(), now);
    }

    @Override
    public void group(Transaction tx, ThingGroupName name) {}

    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant at) {
      membership.left(tx, group, thing, now);
    }

    @Override
    public boolean concernsMembers(Reading reading, long group) {
      return membership.concerns(reading, group);
    }
  }

  /// S3 as a map; a signed URL tells what was signed and how often anything was.
  private final class Objects implements ObjectStorage {
    private int signed;

    @Override
    public byte[] read(String url, int mostBytes) {
      byte[] object = objects.get(url);
      if (object == null) {
        throw new ResourceNotFound("no object " + url).toException();
      }
      if (object.length > mostBytes) {
        throw new InvalidRequest("too large").toException();
      }
      return object;
    }

    @Override
    public String presignGet(String url, Duration lifetime) {
      return sign("GET", url, lifetime);
    }

    @Override
    public String presignPut(String url, Duration lifetime) {
      return sign("PUT", url, lifetime);
    }

    private String sign(String method, String url, Duration lifetime) {
      if (!url.contains("s3")) {
        throw new InvalidRequest("no S3 URL").toException();
      }
      return "%s#%s#%d#%d".formatted(method, url, lifetime.toSeconds(), ++signed);
    }
  }

  TestFleet puts(String url, String text) {
    objects.put(url, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }
}

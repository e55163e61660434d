package io.drover.gateway.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.arn.Arns;
import io.drover.artifacts.ObjectStorage;
import io.drover.changes.Changes;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.identity.Permissions;
import io.drover.jobs.ExecutionUpdate;
import io.drover.jobs.Job;
import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.JobTargets;
import io.drover.jobs.JobTasks;
import io.drover.jobs.Jobs;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.NewJob;
import io.drover.jobs.PendingChanged;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.messaging.Publisher;
import io.drover.registry.NewThing;
import io.drover.registry.NoArrivals;
import io.drover.registry.NoDepartures;
import io.drover.registry.ThingGroups;
import io.drover.registry.ThingName;
import io.drover.registry.Things;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import io.drover.tags.ResourceTags;
import io.drover.tags.Tag;
import io.drover.tags.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Devices and the operator of a small fleet, for tests that read as scripts: what a device hears
/// is one line for each message, in order, such as `get/accepted {"timestamp":...}`. The clock
/// stands still until it is moved.
public final class Fleet implements AutoCloseable {
  private static final Client CLIENT = new Client("client", "principal", Permissions.ALL);
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");
  private static final String BARRIER = "$aws/things/barrier/jobs/notify";

  final Database database;
  final Changes changes = new Changes();
  final Jobs jobs;
  private final ManagedExecutions managed;
  public final JobExecutions executions;
  private final Things things;
  private final JobTasks tasks;
  final JobsRequests requests;
  private final JobsNotifier notifier;
  private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
  private final List<Message> heard = Collections.synchronizedList(new ArrayList<>());
  private final SynchronousQueue<String> barrier = new SynchronousQueue<>();
  private volatile Instant now = Instant.parse("2026-01-01T10:00:00Z");

  public Fleet(Path folder) {
    database = Database.open(new StoreConfig(folder.resolve("fleet.db"), Optional.empty()));
    JobDocuments documents = new JobDocuments(database, new NoStorage());
    things = new Things(database, changes, ARNS, new NoDepartures());
    JobTargets targets =
        new JobTargets(
            ARNS,
            things,
            new ThingGroups(
                database, changes, ARNS, new Tags(), new NoArrivals(), new NoDepartures()));
    jobs = new Jobs(database, changes, documents, targets, ARNS, new Tags());
    tasks = new JobTasks(database, changes, new Tags());
    executions = new JobExecutions(database, changes, documents);
    managed = new ManagedExecutions(database, changes);
    requests = new JobsRequests(executions, () -> now);
    notifier = new JobsNotifier(new JobsNews(executions, new Topics(), () -> now));
    notifier.follow(changes);
  }

  public Database database() {
    return database;
  }

  public Changes changes() {
    return changes;
  }

  public ManagedExecutions managed() {
    return managed;
  }

  /// Gives a job another priority, and has its devices told.
  void prioritizes(String jobId, int priority) {
    new ResourceTags(database, ARNS, new Tags(), Map.of("job", jobs.taggable()))
        .tag(
            ARNS.of("job", jobId), List.of(new Tag("drover:priority", Integer.toString(priority))));
    worksInTheBackground();
  }

  public void cancels(String jobId, boolean force, String comment) {
    jobs.cancel(jobId, new Job.Cancellation(force, null, comment), now);
    worksInTheBackground();
  }

  /// By force.
  public void deletes(String jobId) {
    jobs.delete(jobId, true, Optional.empty(), now);
    worksInTheBackground();
  }

  public void reports(String thing, String jobId, JobExecutionStatus status) {
    executions.update(
        thing, jobId, new ExecutionUpdate(status, null, null, null, false, null), now);
    worksInTheBackground();
  }

  public Instant now() {
    return now;
  }

  public void passes(Duration time) {
    now = now.plus(time);
  }

  public void registers(String thing) {
    things.create(
        new NewThing(new ThingName(thing), Optional.empty(), Map.of(), Optional.empty()), now);
  }

  /// The thing's device listens to `notify` and `notify-next`.
  public void subscribes(String thing) {
    subscriptions.add(topic(thing, "notify"));
    subscriptions.add(topic(thing, "notify-next"));
  }

  void subscribes(String thing, String rest) {
    subscriptions.add(topic(thing, rest));
  }

  /// Creates a job and rolls it out to the things, a second later than what was before.
  public void creates(
      String jobId, String document, @Nullable Long timeoutMinutes, String... targets) {
    passes(Duration.ofSeconds(1));
    jobs.create(job(jobId, document, timeoutMinutes, targets), now);
    worksInTheBackground();
  }

  /// A job that tries again once what has failed.
  void createsWithRetry(String jobId, String... things) {
    passes(Duration.ofSeconds(1));
    RetryConfig once =
        new RetryConfig(List.of(new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, 1)));
    String document = "{\"job\":\"" + jobId + "\"}";
    jobs.create(job(jobId, document, JobConfiguration.NONE.with(once), things), now);
    worksInTheBackground();
  }

  NewJob job(String jobId, String document, @Nullable Long timeoutMinutes, String... targets) {
    InProgressTimeout timeout = new InProgressTimeout(timeoutMinutes);
    return job(jobId, document, JobConfiguration.NONE.with(timeout), targets);
  }

  private NewJob job(
      String jobId, String document, JobConfiguration configuration, String... targets) {
    return new NewJob(
        jobId,
        TargetSelection.SNAPSHOT,
        document,
        new JobDefinition(
            Stream.of(targets).map(thing -> ARNS.of("thing", thing)).toList(),
            JobOrigin.NONE,
            configuration),
        null,
        null,
        List.of());
  }

  /// Creates a job with maintenance windows or other times, and does what is due of it.
  void schedules(String jobId, Schedule schedule, String... things) {
    jobs.create(
        new NewJob(
            jobId,
            TargetSelection.CONTINUOUS,
            "{\"job\":\"" + jobId + "\"}",
            new JobDefinition(
                Stream.of(things).map(thing -> ARNS.of("thing", thing)).toList(),
                JobOrigin.NONE,
                JobConfiguration.NONE.with(schedule)),
            null,
            null,
            List.of()),
        now);
    worksInTheBackground();
  }

  /// What has become due is done, and told.
  public void worksInTheBackground() {
    settle(); // what is nudged after a commit has been nudged
    tasks.runAll(now);
    settle();
  }

  public void creates(String jobId, String... things) {
    creates(jobId, "{\"job\":\"" + jobId + "\"}", null, things);
  }

  /// The thing's device publishes a request; answers what it hears from then on. The broker sends
  /// the answer first, whatever is published meanwhile.
  List<String> publishes(String thing, String rest, String payload) {
    heard.clear();
    List<String> lines = new ArrayList<>();
    lines.add(asks(thing, rest, payload));
    lines.addAll(hears());
    return lines;
  }

  /// The thing's device publishes a request; answers its answer, whatever else happens.
  public String asks(String thing, String rest, String payload) {
    List<Message> answer = requests.answer(CLIENT, topic(thing, rest), payload.getBytes(UTF_8));
    assertThat(answer).hasSize(1);
    return line(answer.getFirst());
  }

  private static String topic(String thing, String rest) {
    return "$aws/things/" + thing + "/jobs/" + rest;
  }

  /// What devices have heard since somebody last asked, when nothing more is on its way.
  public List<String> hears() {
    settle();
    synchronized (heard) {
      List<String> lines = heard.stream().map(Fleet::line).toList();
      heard.clear();
      return lines;
    }
  }

  /// As [#hears], without waiting.
  List<String> heardSoFar() {
    synchronized (heard) {
      return heard.stream().map(Fleet::line).toList();
    }
  }

  void stopsTelling() {
    notifier.close();
  }

  private static String line(Message message) {
    String rest = message.topic().substring(message.topic().indexOf("/jobs/") + "/jobs/".length());
    return rest + " " + new String(message.payload(), UTF_8);
  }

  /// Waits until the notifier has told what was committed before.
  void settle() {
    subscriptions.add(BARRIER);
    database.change(
        transaction ->
            changes.record(
                transaction, new PendingChanged("barrier", true, false, Optional.empty())));
    try {
      if (barrier.poll(10, TimeUnit.SECONDS) == null) {
        throw new AssertionError("the notifier does not go on");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    notifier.close();
    database.close();
  }

  private final class Topics implements Publisher {
    @Override
    public void publish(String topic, byte[] payload, int qos) {
      if (topic.equals(BARRIER)) {
        pass(topic);
      } else if (qos == 1) {
        heard.add(new Message(topic, payload));
      } else {
        throw new AssertionError("published at QoS " + qos);
      }
    }

    private void pass(String topic) {
      try {
        barrier.put(topic);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return subscriptions.contains(topic);
    }
  }

  private static final class NoStorage implements ObjectStorage {
    @Override
    public byte[] read(String url, int mostBytes) {
      throw new AssertionError("nothing is read from S3 here");
    }

    @Override
    public String presignGet(String url, Duration lifetime) {
      return url + "?signed";
    }

    @Override
    public String presignPut(String url, Duration lifetime) {
      throw new AssertionError("nothing is stored here");
    }
  }
}

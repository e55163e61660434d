package io.drover.gateway.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.artifacts.ObjectStorage;
import io.drover.changes.Changes;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.RequestHandler.Message;
import io.drover.identity.Permissions;
import io.drover.jobs.ExecutionsQueued;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.PendingChanged;
import io.drover.jobs.PendingExecutions;
import io.drover.messaging.Publisher;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import io.drover.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Devices and the operator of a small fleet, for tests that read as scripts: what a device hears
/// is one line for each message, in order, such as `get/accepted {"timestamp":...}`. The clock
/// stands still until it is moved.
final class Fleet implements AutoCloseable {
  private static final Client CLIENT = new Client("client", "principal", Permissions.ALL);
  private static final String BARRIER = "$aws/things/barrier/jobs/notify";

  final Database database;
  final Changes changes = new Changes();
  final JobExecutions executions;
  final JobsRequests requests;
  private final AnswersFirst order = new AnswersFirst();
  private final JobsNotifier notifier;
  private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
  private final List<Message> heard = Collections.synchronizedList(new ArrayList<>());
  private final SynchronousQueue<String> barrier = new SynchronousQueue<>();
  private volatile Instant now = Instant.parse("2026-01-01T10:00:00Z");

  Fleet(Path folder) {
    database = Database.open(new StoreConfig(folder.resolve("fleet.db"), Optional.empty()));
    executions = new JobExecutions(database, changes, new JobDocuments(database, new NoStorage()));
    requests = new JobsRequests(executions, order, () -> now);
    notifier = new JobsNotifier(new JobsNews(executions, order, new Topics(), () -> now));
    notifier.follow(changes);
  }

  Instant now() {
    return now;
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  void registers(String thing) {
    database.change(
        transaction ->
            transaction.update(
                "INSERT INTO thing (name, uuid, attributes, version, created_at)"
                    + " VALUES (?, ?, '{}', 1, ?)",
                thing,
                thing,
                now));
  }

  /// The thing's device listens to `notify` and `notify-next`.
  void subscribes(String thing) {
    subscriptions.add("$aws/things/" + thing + "/jobs/notify");
    subscriptions.add("$aws/things/" + thing + "/jobs/notify-next");
  }

  void subscribes(String thing, String rest) {
    subscriptions.add("$aws/things/" + thing + "/jobs/" + rest);
  }

  /// Creates a job whose rollout has queued an execution on each of the things; a second later than
  /// what was before.
  void creates(String jobId, String document, @Nullable Long timeoutMinutes, String... things) {
    passes(Duration.ofSeconds(1));
    database.change(
        transaction -> {
          long job = insertJob(transaction, jobId, document, timeoutMinutes);
          for (String thing : things) {
            queue(transaction, job, thing);
          }
          changes.record(transaction, new ExecutionsQueued(jobId, List.of(things)));
        });
    settle();
  }

  void creates(String jobId, String... things) {
    creates(jobId, "{\"job\":\"" + jobId + "\"}", null, things);
  }

  private long insertJob(
      Transaction transaction, String jobId, String document, @Nullable Long timeoutMinutes) {
    long job =
        transaction.insert(
            """
            INSERT INTO job (name, status, phase, cursor_group, cursor_thing, target_selection,
                             force_canceled, created_at, updated_at, in_progress_minutes)
            VALUES (?, 1, 0, 0, 0, 0, 0, ?, ?, ?)
            RETURNING id
            """,
            jobId,
            now,
            now,
            timeoutMinutes);
    transaction.update(
        "INSERT INTO job_definition (job_id, targets, document) VALUES (?, '[]', ?)",
        job,
        document);
    return job;
  }

  private void queue(Transaction transaction, long job, String thing) {
    transaction.update(
        """
        INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
        SELECT ?, id, 1, 1, ?, ?, 1 FROM thing WHERE name = ?
        """,
        job,
        now,
        now,
        thing);
  }

  /// The thing's device publishes a request; answers what it hears from then on.
  List<String> publishes(String thing, String rest, String payload) {
    heard.clear();
    requests.answer(
        CLIENT, "$aws/things/" + thing + "/jobs/" + rest, payload.getBytes(UTF_8), heard::add);
    return hears();
  }

  /// What devices have heard since somebody last asked, when nothing more is on its way.
  List<String> hears() {
    settle();
    synchronized (heard) {
      List<String> lines = heard.stream().map(Fleet::line).toList();
      heard.clear();
      return lines;
    }
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
                transaction,
                new PendingChanged(
                    "barrier", new PendingExecutions(List.of(), List.of()), true, false)));
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

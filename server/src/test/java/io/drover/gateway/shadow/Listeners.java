package io.drover.gateway.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.changes.Change;
import io.drover.changes.Changes;
import io.drover.gateway.broker.Client;
import io.drover.identity.Permissions;
import io.drover.messaging.Publisher;
import io.drover.protocol.ShadowTopic;
import io.drover.shadow.ShadowChanged.Deleted;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// Somebody who has subscribed to the messages about the shadows of the thing `T`, for tests that
/// read as scripts: what is heard is one line for each message, in order, such as `update/delta
/// {...}`. The clock stands still until it is moved.
public final class Listeners implements AutoCloseable {
  private static final Client CLIENT = new Client("client", "principal", Permissions.ALL);
  private static final String PREFIX = "$aws/things/T/shadow/";
  private static final ShadowId BARRIER = ShadowId.classic("barrier");
  private static final String BARRIER_TOPIC = "$aws/things/barrier/shadow/delete/accepted";
  private static final List<String> ALL =
      List.of(
          "get/accepted",
          "get/rejected",
          "update/accepted",
          "update/rejected",
          "update/delta",
          "update/documents",
          "delete/accepted",
          "delete/rejected");

  public final Database database;
  public final Shadows shadows;
  final ShadowRequests requests;
  private final Changes changes = new Changes();
  private final ShadowNotifier notifier;
  private final Set<String> subscriptions = Collections.synchronizedSet(new HashSet<>());
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final SynchronousQueue<String> barrier = new SynchronousQueue<>();
  private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);

  public Listeners(Path folder) {
    database = Database.open(new StoreConfig(folder.resolve("shadows.db"), Optional.empty()));
    shadows = new Shadows(database, changes);
    requests = new ShadowRequests(shadows, new Topics(), () -> now);
    notifier = new ShadowNotifier(new Topics());
    notifier.follow(changes);
    listenTo(ALL.toArray(String[]::new));
    subscriptions.add(BARRIER_TOPIC);
  }

  public Instant now() {
    return now;
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /// From now on hears only these.
  public void listenTo(String... topics) {
    subscriptions.removeIf(topic -> topic.startsWith(PREFIX));
    Arrays.stream(topics).forEach(topic -> subscriptions.add(PREFIX + topic));
    Arrays.stream(topics).forEach(topic -> subscriptions.add(PREFIX + "name/N/" + topic));
  }

  /// Somebody publishes this; answers what is heard from then on.
  List<String> publishes(String rest, String payload) {
    return publishes(rest, payload.getBytes(UTF_8));
  }

  List<String> publishes(String rest, byte[] payload) {
    heard.clear();
    if (!requests.answer(CLIENT, PREFIX + rest, payload).isEmpty()) {
      throw new AssertionError("answered the requester alone");
    }
    return hears();
  }

  /// What was heard since somebody last asked, when nothing more is on its way.
  public List<String> hears() {
    Change end = new Deleted(BARRIER, 1, now, null);
    database.change(transaction -> changes.record(transaction, end));
    try {
      if (barrier.poll(10, TimeUnit.SECONDS) == null) {
        throw new AssertionError("the notifier does not go on");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    synchronized (heard) {
      List<String> lines = List.copyOf(heard);
      heard.clear();
      return lines;
    }
  }

  /// As [#hears], without waiting.
  List<String> heardSoFar() {
    synchronized (heard) {
      return List.copyOf(heard);
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
      if (topic.equals(BARRIER_TOPIC)) {
        try {
          barrier.put(topic);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return;
      }
      if (qos != 1 || !topic.startsWith(PREFIX) || !ShadowTopic.isShadowTopic(topic)) {
        throw new AssertionError("published to " + topic + " at QoS " + qos);
      }
      heard.add(topic.substring(PREFIX.length()) + " " + new String(payload, UTF_8));
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return subscriptions.contains(topic);
    }
  }
}

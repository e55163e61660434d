package io.drover.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A device that works through its queue, one job after the other, and listens to notify-next as
/// such devices do: start-next, one progress, SUCCEEDED, again, each at QoS 1. It has one request
/// on the way at a time; those that fall due meanwhile wait. All its state belongs to its event
/// loop.
final class LoadDevice implements MqttConnection.Conduct {
  private static final String JOB_ID = "\"jobId\":\"";
  private static final String FAULT = "\"code\":\"InternalError\"";
  private static final int MOST_TRIES = 10;
  private static final long PAUSE_NANOS = 20_000_000;

  private final String thing;
  private final Load load;
  private final Wire wire;
  private final MqttConnection connection;
  private final Queue<Long> due = new ArrayDeque<>();
  private Step step = Step.START_NEXT;
  private @Nullable String jobId;
  private boolean waiting;
  private long dueAt;
  private int tries;

  LoadDevice(String thing, Load load, Wire wire) {
    this.thing = thing;
    this.load = load;
    this.wire = wire;
    this.connection = new MqttConnection(thing, List.of(prefix() + "notify-next"), wire, this);
  }

  void connect() {
    wire.open(connection);
  }

  /// Does the next step, which was meant for this time, as soon as the one before is answered. May
  /// be called from any thread.
  void step(long nanos) {
    connection.run(() -> add(nanos));
  }

  private void add(long nanos) {
    due.add(nanos);
    askWhenFree();
  }

  private void askWhenFree() {
    Long next = waiting ? null : due.poll();
    if (next != null) {
      waiting = true;
      dueAt = next;
      tries = 0;
      ask();
    }
  }

  private void ask() {
    switch (step) {
      case START_NEXT -> publish("start-next", "{}");
      case PROGRESS -> update("IN_PROGRESS", "50%");
      case SUCCEEDED -> update("SUCCEEDED", "100%");
    }
  }

  private void update(String status, String progress) {
    publish(
        jobId + "/update",
        "{\"status\":\"" + status + "\",\"statusDetails\":{\"progress\":\"" + progress + "\"}}");
  }

  private void publish(String request, String payload) {
    connection.publish(prefix() + request, payload);
  }

  @Override
  public void received(String topic, ByteBuf payload) {
    if (topic.endsWith("/notify-next")) {
      load.notified(System.nanoTime());
    } else if (topic.endsWith("/start-next/accepted")) {
      started(payload.toString(StandardCharsets.UTF_8));
    } else if (topic.endsWith("/update/accepted")) {
      answered();
    } else if (topic.endsWith("/rejected")) {
      rejected(payload.toString(StandardCharsets.UTF_8));
    }
  }

  /// The server's faults are to be tried again, with its own words; anything else ends the run.
  private void rejected(String payload) {
    if (payload.contains(FAULT) && ++tries < MOST_TRIES) {
      load.fault();
      connection.runAfter(PAUSE_NANOS * tries, this::ask);
    } else {
      wire.failed(thing, new IllegalStateException(payload));
    }
  }

  private void started(String payload) {
    int at = payload.indexOf(JOB_ID);
    if (at < 0) {
      waiting = false;
      load.foundNothing(thing);
      return;
    }
    jobId = payload.substring(at + JOB_ID.length(), payload.indexOf('"', at + JOB_ID.length()));
    answered();
  }

  private void answered() {
    long now = System.nanoTime();
    load.answered(step, now - dueAt);
    step = step.next();
    waiting = false;
    if (load.goesOn(step)) {
      due.add(now);
    }
    askWhenFree();
  }

  private String prefix() {
    return "$aws/things/" + thing + "/jobs/";
  }
}

package io.drover.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device that does nothing but take work as fast as it is answered: start-next, one progress,
/// SUCCEEDED, again, each at QoS 1. All its state belongs to its event loop.
final class LoadDevice implements MqttConnection.Conduct {
  private static final String JOB_ID = "\"jobId\":\"";

  private final String thing;
  private final Load load;
  private final Wire wire;
  private final MqttConnection connection;
  private boolean working;
  private @Nullable String jobId;
  private boolean reportedProgress;
  private long askedAt;

  LoadDevice(String thing, Load load, Wire wire) {
    this.thing = thing;
    this.load = load;
    this.wire = wire;
    this.connection =
        new MqttConnection(
            thing, List.of(prefix() + "notify", prefix() + "notify-next"), wire, this);
  }

  void connect() {
    wire.open(connection);
  }

  @Override
  public void received(String topic, ByteBuf payload) {
    if (topic.endsWith("/notify")) {
      load.notified(System.nanoTime());
    } else if (topic.endsWith("/start-next/accepted")) {
      started(payload.toString(StandardCharsets.UTF_8));
    } else if (topic.endsWith("/update/accepted")) {
      updated();
    } else if (topic.endsWith("/rejected")) {
      wire.failed(thing, new IllegalStateException(payload.toString(StandardCharsets.UTF_8)));
    }
  }

  /// Takes work until there is none. May be called from any thread.
  void work() {
    connection.run(
        () -> {
          working = true;
          startNext();
        });
  }

  private void startNext() {
    publish("start-next", "{}");
  }

  private void started(String payload) {
    load.answered(System.nanoTime() - askedAt);
    int at = payload.indexOf(JOB_ID);
    if (at < 0) {
      working = false;
      load.idle();
      return;
    }
    jobId = payload.substring(at + JOB_ID.length(), payload.indexOf('"', at + JOB_ID.length()));
    reportedProgress = false;
    publish(
        jobId + "/update", "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"progress\":\"50%\"}}");
  }

  private void updated() {
    load.answered(System.nanoTime() - askedAt);
    if (!working) {
      return;
    }
    if (reportedProgress) {
      load.completed();
      startNext();
    } else {
      reportedProgress = true;
      publish(
          jobId + "/update",
          "{\"status\":\"SUCCEEDED\",\"statusDetails\":{\"progress\":\"100%\"}}");
    }
  }

  private void publish(String request, String payload) {
    askedAt = System.nanoTime();
    connection.publish(prefix() + request, payload);
  }

  private String prefix() {
    return "$aws/things/" + thing + "/jobs/";
  }
}

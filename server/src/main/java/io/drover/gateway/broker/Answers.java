package io.drover.gateway.broker;

import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The acknowledgements of what one client publishes: at once or, where the dialect says so, in the
/// order in which the publishes have come. No more wait than publishes are not acknowledged.
final class Answers {
  private final Line line;
  // Empty until it is known; an answer of nothing is for a publish that gets none. Null where
  // answers do not wait.
  private final @Nullable SequencedMap<Integer, Optional<Answer>> waiting;

  private record Answer(@Nullable MqttMessage packet) {}

  Answers(Line line, boolean inOrder) {
    this.line = line;
    this.waiting = inOrder ? new LinkedHashMap<>(0) : null;
  }

  /// A publish has come that is to be answered.
  ///
  /// @param packetId 0 for QoS 0, which is not
  void await(int packetId) {
    if (waiting != null && packetId != 0) {
      waiting.putIfAbsent(packetId, Optional.empty());
    }
  }

  /// @param packet null when there is no answer
  void give(int packetId, @Nullable MqttMessage packet) {
    if (waiting != null && waiting.containsKey(packetId)) {
      waiting.put(packetId, Optional.of(new Answer(packet)));
      writeFirst(waiting);
    } else {
      write(packet);
    }
  }

  private void writeFirst(SequencedMap<Integer, Optional<Answer>> all) {
    Map.@Nullable Entry<Integer, Optional<Answer>> first = all.firstEntry();
    while (first != null && first.getValue().isPresent()) {
      all.pollFirstEntry();
      write(first.getValue().get().packet());
      first = all.firstEntry();
    }
  }

  private void write(@Nullable MqttMessage packet) {
    if (packet != null) {
      line.write(packet);
    }
  }
}

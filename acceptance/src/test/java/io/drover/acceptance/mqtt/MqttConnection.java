package io.drover.acceptance.mqtt;

import java.io.IOException;

/// A connection that has been let in.
interface MqttConnection extends AutoCloseable {
  int NO_IDENTIFIER = 0;

  /// Whether the server went on with a session that it had.
  boolean sessionPresent();

  /// Returns the QoS that was granted, or the code of the refusal.
  ///
  /// @param identifier of MQTT 5; [#NO_IDENTIFIER] for none
  int subscribe(String filter, int qos, int identifier) throws Exception;

  /// Returns the code of the acknowledgement, which with MQTT 3.1.1 and with QoS 0 is always 0.
  int publish(Message message) throws Exception;

  /// Leaves with a DISCONNECT; ends what is left of a connection that has been cut.
  @Override
  void close() throws IOException;
}

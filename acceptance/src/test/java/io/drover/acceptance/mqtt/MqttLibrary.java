package io.drover.acceptance.mqtt;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client library, as these tests use it. Everything is waited for.
interface MqttLibrary extends AutoCloseable {

  /// Its name, and the version of MQTT that it speaks here.
  String name();

  /// 3 or 5.
  int version();

  /// What cannot be asked of it, and why.
  Map<Expectation, String> cannot();

  /// Connects over mutual TLS to `localhost`. It does not connect again by itself.
  MqttConnection connect(Target target, Asked asked, Inbox inbox) throws Exception;

  /// @param port on `localhost`
  /// @param webSocket whether MQTT is spoken over WebSockets there
  record Target(int port, boolean webSocket, Path caFile, DeviceIdentity identity) {

    /// As Paho's clients write it.
    String uri() {
      return webSocket ? "wss://localhost:" + port + "/mqtt" : "ssl://localhost:" + port;
    }
  }

  /// @param clean whether the session begins new and ends with the connection; one that does not is
  ///   kept for at least ten minutes
  /// @param willDelay of MQTT 5
  record Asked(String clientId, boolean clean, @Nullable Message will, Duration willDelay) {}

  @Override
  default void close() {}
}

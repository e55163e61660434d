package io.drover.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every setting of the server, with its default. The sample file `drover.properties` explains each
/// one; a test keeps the two equal.
public enum Setting {
  API_PORT("api.port", "8080"),
  MQTTS_PORT("mqtts.port", "8883"),
  MQTT_PORT("mqtt.port", ""),
  MQTT_POLICY("mqtt.policy", ""),
  BROKER_MODE("broker.mode", "aws"),
  MQTT_NATIVE("mqtt.native", "on"),
  MQTT_SESSION_EXPIRY("mqtt.session-expiry", "3600"),
  MQTT_REPLAY_RATE("mqtt.replay-rate", "10"),
  MQTT_CONNECT_RATE("mqtt.connect-rate", "0"),
  MQTT_CLIENT_CONNECT_RATE("mqtt.client-connect-rate", "0"),
  MQTT_PUBLISH_RATE("mqtt.publish-rate", "0"),
  MQTT_BYTE_RATE("mqtt.byte-rate", "0"),
  MQTT_RETAIN_RATE("mqtt.retain-rate", "0"),
  MQTT_TOPIC_RETAIN_RATE("mqtt.topic-retain-rate", "0"),
  WSS_PORT("wss.port", ""),
  WS_PORT("ws.port", ""),
  DATA_PORT("data.port", "8443"),
  S3_PORT("s3.port", "9000"),
  S3S_PORT("s3s.port", "9443"),
  METRICS_PORT("metrics.port", ""),
  BIND("bind", "127.0.0.1"),
  PUBLIC_HOST("public-host", "localhost"),
  ACCOUNT_ID("account-id", "123456789012"),
  REGION("region", "us-east-1"),
  ACCESS_KEY_ID("auth.access-key-id", ""),
  SECRET_ACCESS_KEY("auth.secret-access-key", ""),
  STORE_URL("store.url", ""),
  TYPE_DELETION_WAIT("registry.type-deletion-wait", "300"),
  JOBS_RETENTION("jobs.retention", "730"),
  ARTIFACTS_ENDPOINT("artifacts.endpoint", ""),
  ARTIFACTS_REGION("artifacts.region", ""),
  ARTIFACTS_ACCESS_KEY_ID("artifacts.access-key-id", ""),
  ARTIFACTS_SECRET_ACCESS_KEY("artifacts.secret-access-key", "");

  private final String key;
  private final String standard;

  Setting(String key, String standard) {
    this.key = key;
    this.standard = standard;
  }

  /// Its name in files, on the command line and in messages.
  public String key() {
    return key;
  }

  /// Its value when nobody sets it; empty means not set.
  String standard() {
    return standard;
  }

  /// Its name in the environment: `api.port` is `DROVER_API_PORT`.
  String variable() {
    return "DROVER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(setting -> setting.variable().equals(variable))
        .findFirst();
  }
}

package io.drover.gateway.broker;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;

/// A CONNECT that is answered with a return code other than success. Has no stack trace: a refusal
/// is an answer.
final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final MqttConnectReturnCode code;

  ConnectRefused(MqttConnectReturnCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  MqttConnectReturnCode code() {
    return code;
  }
}

package io.drover.gateway.broker;

/// A CONNECT that is answered with a code other than success, if its version of MQTT has one. Has
/// no stack trace: a refusal is an answer.
final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ReasonCode code;

  ConnectRefused(ReasonCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ReasonCode code() {
    return code;
  }

  CloseReason reason() {
    return code == ReasonCode.NOT_AUTHORIZED ? CloseReason.AUTH_ERROR : CloseReason.CLIENT_ERROR;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}

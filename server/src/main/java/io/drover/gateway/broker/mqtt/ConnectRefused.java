package io.drover.gateway.broker.mqtt;

/// A CONNECT that is answered with a code other than success, if its version of MQTT has one. Has
/// no stack trace: a refusal is an answer.
public final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ReasonCode code;

  public ConnectRefused(ReasonCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ReasonCode code() {
    return code;
  }

  public CloseReason reason() {
    return code == ReasonCode.NOT_AUTHORIZED ? CloseReason.AUTH_ERROR : CloseReason.CLIENT_ERROR;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}

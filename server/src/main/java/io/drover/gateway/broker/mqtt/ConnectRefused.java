package io.drover.gateway.broker.mqtt;

/// A CONNECT that is answered with a code other than success, if its version of MQTT has one. Has
/// no stack trace: a refusal is an answer.
public final class ConnectRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ReasonCode code;
  private final CloseReason reason;

  public ConnectRefused(ReasonCode code, String message) {
    this(
        code == ReasonCode.NOT_AUTHORIZED ? CloseReason.AUTH_ERROR : CloseReason.CLIENT_ERROR,
        code,
        message);
  }

  private ConnectRefused(CloseReason reason, ReasonCode code, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.code = code;
  }

  /// Of a client that may come, but not now.
  public static ConnectRefused throttled(String message) {
    return new ConnectRefused(CloseReason.THROTTLED, ReasonCode.QUOTA_EXCEEDED, message);
  }

  public ReasonCode code() {
    return code;
  }

  public CloseReason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}

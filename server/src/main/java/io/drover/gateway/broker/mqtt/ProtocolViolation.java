package io.drover.gateway.broker.mqtt;

/// What a client did that ends its connection. Has no stack trace: it is the client's fault, and
/// gets one line in the log.
public final class ProtocolViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;
  private final ReasonCode code;

  public ProtocolViolation(ReasonCode code, String message) {
    this(
        code == ReasonCode.NOT_AUTHORIZED ? CloseReason.FORBIDDEN_ACCESS : CloseReason.CLIENT_ERROR,
        code,
        message);
  }

  public ProtocolViolation(CloseReason reason, ReasonCode code, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.code = code;
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

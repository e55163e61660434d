package io.drover.gateway.broker;

/// What a client did that ends its connection. Has no stack trace: it is the client's fault, and
/// gets one line in the log.
final class ProtocolViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;
  private final ReasonCode code;

  ProtocolViolation(ReasonCode code, String message) {
    this(
        code == ReasonCode.NOT_AUTHORIZED ? CloseReason.FORBIDDEN_ACCESS : CloseReason.CLIENT_ERROR,
        code,
        message);
  }

  ProtocolViolation(CloseReason reason, ReasonCode code, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.code = code;
  }

  ReasonCode code() {
    return code;
  }

  CloseReason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}

package io.drover.gateway.broker;

/// What a client did that ends its connection. Has no stack trace: it is the client's fault, and
/// gets one line in the log.
final class ProtocolViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  ProtocolViolation(CloseReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  CloseReason reason() {
    return reason;
  }
}

package io.drover.gateway.broker;

/// A PUBLISH that the server does not take. MQTT 5 has an answer for it at QoS 1; in all other
/// cases it ends the connection. Has no stack trace: a refusal is an answer.
final class PublishRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ReasonCode code;

  PublishRefused(ReasonCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ReasonCode code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /// The same where it has no answer. DISCONNECT knows no unspecified error.
  ProtocolViolation violation() {
    ReasonCode known = code == ReasonCode.UNSPECIFIED_ERROR ? ReasonCode.MALFORMED_PACKET : code;
    return new ProtocolViolation(known, detail());
  }
}

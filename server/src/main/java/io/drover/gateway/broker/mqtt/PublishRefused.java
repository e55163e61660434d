package io.drover.gateway.broker.mqtt;

/// A PUBLISH that the server does not take. MQTT 5 has an answer for it at QoS 1; in all other
/// cases it ends the connection. Has no stack trace: a refusal is an answer.
public final class PublishRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ReasonCode code;

  public PublishRefused(ReasonCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ReasonCode code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /// The same where it has no answer. DISCONNECT knows no unspecified error.
  public ProtocolViolation violation() {
    ReasonCode known = code == ReasonCode.UNSPECIFIED_ERROR ? ReasonCode.MALFORMED_PACKET : code;
    return new ProtocolViolation(known, detail());
  }
}

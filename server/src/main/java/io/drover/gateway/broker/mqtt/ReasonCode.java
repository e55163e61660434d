package io.drover.gateway.broker.mqtt;

/// What became of what a client asked, in the numbers of MQTT 5: those that AWS's broker documents,
/// and of others those that only the standard [Dialect] has a use for. What MQTT 3.1.1 makes of
/// them is up to [Wire3].
public enum ReasonCode {
  SUCCESS(0x00),
  GRANTED_QOS_1(0x01),
  GRANTED_QOS_2(0x02),
  UNSPECIFIED_ERROR(0x80),
  MALFORMED_PACKET(0x81),
  PROTOCOL_ERROR(0x82),
  UNSUPPORTED_VERSION(0x84),
  CLIENT_ID_NOT_VALID(0x85),
  NOT_AUTHORIZED(0x87),
  SERVER_SHUTTING_DOWN(0x8B),
  KEEP_ALIVE_TIMEOUT(0x8D),
  SESSION_TAKEN_OVER(0x8E),
  TOPIC_FILTER_INVALID(0x8F),
  TOPIC_NAME_INVALID(0x90),
  PACKET_IDENTIFIER_IN_USE(0x91),
  PACKET_ID_NOT_FOUND(0x92),
  RECEIVE_MAXIMUM_EXCEEDED(0x93),
  TOPIC_ALIAS_INVALID(0x94),
  QUOTA_EXCEEDED(0x97),
  ADMINISTRATIVE_ACTION(0x98),
  QOS_NOT_SUPPORTED(0x9B),
  SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED(0xA1);

  private final int value;

  ReasonCode(int value) {
    this.value = value;
  }

  int value() {
    return value;
  }

  byte wire() {
    return (byte) value;
  }

  public boolean isFailure() {
    return value >= UNSPECIFIED_ERROR.value;
  }

  /// The grant of a QoS.
  public static ReasonCode granted(int qos) {
    return qos == 0 ? SUCCESS : qos == 1 ? GRANTED_QOS_1 : GRANTED_QOS_2;
  }
}

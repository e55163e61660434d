package io.drover.gateway.broker.mqtt;

/// What a subscription was granted.
///
/// @param noLocal whether the client's own messages are left out
/// @param retainAsPublished whether messages keep the RETAIN flag of their publisher
public record Grant(int qos, boolean noLocal, boolean retainAsPublished) {
  private static final int QOS = 0x03;
  private static final int NO_LOCAL = 0x04;
  private static final int RETAIN_AS_PUBLISHED = 0x08;

  private static final Grant[] PLAIN = {new Grant(0, false, false), new Grant(1, false, false)};

  /// Without options, as all of MQTT 3.1.1 are; shared by all subscriptions.
  public static Grant plain(int qos) {
    return PLAIN[qos];
  }

  static Grant of(int qos, boolean noLocal, boolean retainAsPublished) {
    return noLocal || retainAsPublished ? new Grant(qos, noLocal, retainAsPublished) : plain(qos);
  }

  /// How a live message goes out to the subscriber.
  public Outgoing outgoing(Message message, int published) {
    return Outgoing.published(
        message, Math.min(qos, published), retainAsPublished && message.retain());
  }

  /// As a number: the options of SUBSCRIBE.
  public int options() {
    return qos | (noLocal ? NO_LOCAL : 0) | (retainAsPublished ? RETAIN_AS_PUBLISHED : 0);
  }

  public static Grant ofOptions(int options) {
    return of(options & QOS, (options & NO_LOCAL) != 0, (options & RETAIN_AS_PUBLISHED) != 0);
  }

  /// What two subscriptions to the same message grant together.
  public Grant and(Grant other) {
    if (equals(other)) {
      return this;
    }
    return of(
        Math.max(qos, other.qos),
        noLocal && other.noLocal,
        retainAsPublished || other.retainAsPublished);
  }
}

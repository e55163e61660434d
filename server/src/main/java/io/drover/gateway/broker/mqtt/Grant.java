package io.drover.gateway.broker.mqtt;

import java.util.List;
import java.util.stream.Stream;

/// What a subscription was granted, or several to the same message together.
///
/// @param noLocal whether the client's own messages are left out
/// @param retainAsPublished whether messages keep the RETAIN flag of their publisher
/// @param identifiers by which the client knows the subscription; none for most
public record Grant(
    int qos, boolean noLocal, boolean retainAsPublished, List<Integer> identifiers) {
  private static final int QOS = 0x03;
  private static final int NO_LOCAL = 0x04;
  private static final int RETAIN_AS_PUBLISHED = 0x08;

  /// An identifier has 28 bits at most.
  private static final int IDENTIFIER_AT = 4;

  private static final Grant[] PLAIN = {
    new Grant(0, false, false, List.of()),
    new Grant(1, false, false, List.of()),
    new Grant(2, false, false, List.of())
  };

  /// Without options, as all of MQTT 3.1.1 are; shared by all subscriptions.
  public static Grant plain(int qos) {
    return PLAIN[qos];
  }

  static Grant of(int qos, boolean noLocal, boolean retainAsPublished, List<Integer> identifiers) {
    return noLocal || retainAsPublished || !identifiers.isEmpty()
        ? new Grant(qos, noLocal, retainAsPublished, identifiers)
        : plain(qos);
  }

  /// How a live message goes out to the subscriber.
  public Outgoing outgoing(Message message, int published) {
    return Outgoing.published(
        message, Math.min(qos, published), retainAsPublished && message.retain(), identifiers);
  }

  /// As a number: the options of SUBSCRIBE, and above them the identifier, or 0.
  public int options() {
    return qos
        | (noLocal ? NO_LOCAL : 0)
        | (retainAsPublished ? RETAIN_AS_PUBLISHED : 0)
        | (identifiers.isEmpty() ? 0 : identifiers.getFirst() << IDENTIFIER_AT);
  }

  public static Grant ofOptions(int options) {
    int identifier = options >>> IDENTIFIER_AT;
    return of(
        options & QOS,
        (options & NO_LOCAL) != 0,
        (options & RETAIN_AS_PUBLISHED) != 0,
        identifier == 0 ? List.of() : List.of(identifier));
  }

  /// The same at no higher a QoS than this.
  public Grant atMost(int most) {
    return qos <= most ? this : of(most, noLocal, retainAsPublished, identifiers);
  }

  /// What two subscriptions to the same message grant together.
  public Grant and(Grant other) {
    if (identifiers.isEmpty() && equals(other)) {
      return this;
    }
    return of(
        Math.max(qos, other.qos),
        noLocal && other.noLocal,
        retainAsPublished || other.retainAsPublished,
        together(identifiers, other.identifiers));
  }

  private static List<Integer> together(List<Integer> some, List<Integer> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}

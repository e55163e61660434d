package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.RetainRates;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.mqtt.Wire.Asked;
import io.drover.gateway.broker.mqtt.Wire.RetainHandling;
import io.drover.gateway.broker.topic.TopicFilter;
import io.drover.gateway.retained.RetainedMessage;
import io.drover.gateway.retained.RetainedMessages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Retains what is published with the RETAIN flag, and finds it for those who subscribe to exactly
/// its topic or, where the [Dialect] says so, to a filter that matches it. A message without
/// payload clears its topic. Topics that start with `$` retain nothing.
record Retained(
    RetainedMessages messages,
    RetainRates rates,
    BrokerCounters counters,
    InstantSource clock,
    Dialect dialect) {
  private static final Duration LONGEST = Duration.ofDays(3 * 365);

  /// Whether the message asks to be retained, and may be.
  static boolean concerns(Message message) {
    return message.retain() && !message.topic().startsWith("$");
  }

  /// Whether what it asks cannot be done now, for want of room or because so many ask; counted
  /// then. Never waits.
  boolean refuses(Message message) {
    if (!rates.admit(message.topic())) {
      counters.dropped().count(Dropped.RETAIN_RATE);
      return true;
    }
    boolean full = message.payload().length > 0 && !messages.hasRoom(message.topic());
    if (full) {
      counters.dropped().count(Dropped.RETAINED);
    }
    return full;
  }

  /// Does what it asks. Waits until that is durable.
  void keep(Message message, int qos) {
    if (message.payload().length == 0) {
      messages.remove(message.topic());
    } else {
      messages.put(retained(message, qos, clock.instant()));
    }
  }

  private static RetainedMessage retained(Message message, int qos, Instant now) {
    Instant longest = now.plus(LONGEST);
    return new RetainedMessage(
        message.topic(),
        qos,
        message.payload().length,
        now,
        Optional.ofNullable(message.properties().expires()).orElse(longest),
        MessageCodec.encode(message));
  }

  /// Whether the subscription, if it is granted, may bring a message. Never waits.
  boolean concerns(Asked asked, boolean isNew) {
    boolean wanted =
        asked.retained() == RetainHandling.ALWAYS
            || (asked.retained() == RetainHandling.IF_NEW && isNew);
    return wanted && (isSearched(asked) ? messages.count() > 0 : messages.mayHave(asked.filter()));
  }

  /// Whether the messages of the subscription have to be searched for.
  boolean isSearched(Asked asked) {
    return dialect.wildcardsBringRetained()
        && TopicFilter.hasWildcard(asked.filter())
        && !TopicFilter.isShared(asked.filter());
  }

  /// What is retained of a topic. Waits for the store.
  Optional<RetainedMessage> find(String topic) {
    return messages.find(topic, clock.instant());
  }

  /// What these subscriptions bring. Waits for the store.
  List<Outgoing> of(List<Asked> subscriptions) {
    Instant now = clock.instant();
    return subscriptions.stream()
        .flatMap(
            asked ->
                messages.find(asked.filter(), now).map(found -> outgoing(found, asked)).stream())
        .toList();
  }

  private static Outgoing outgoing(RetainedMessage found, Asked asked) {
    Message message = MessageCodec.decode(found.message());
    return Outgoing.published(message, found.qos(), true).by(asked.grant());
  }
}

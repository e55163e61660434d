package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.QueueRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.broker.topic.SubscriptionTree;
import io.drover.gateway.broker.topic.TopicFilter;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.SessionChange.Received;
import io.drover.gateway.session.SessionJournal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings messages from anyone, on any thread, to those who subscribed to their topic. Whom the
/// policy does not let receive it, or who cannot keep up, is passed over in silence.
final class Router {

  /// What has become of a message.
  enum Fate {
    /// It has gone to whom it was for; nobody keeps it.
    DELIVERED,
    /// It is being written for those who keep it, and they get it then.
    KEEPING,
    /// There is no room to write it: those who keep messages do not get it.
    DROPPED
  }

  private final SubscriptionTree<Subscriber, Grant> subscriptions;
  private final SharedGroups groups;

  /// @param journal keeps what waits for shared subscriptions
  /// @param room of all that is kept for anyone
  Router(Dialect dialect, BrokerLimits.Groups limits, SessionJournal journal, QueueRoom room) {
    this.subscriptions = new SubscriptionTree<>(Grant::and, dialect.hashMatchesParent());
    this.groups = new SharedGroups(limits, subscriptions, journal, room);
  }

  SubscriptionTree<Subscriber, Grant> subscriptions() {
    return subscriptions;
  }

  SharedGroups groups() {
    return groups;
  }

  /// Subscribes, or changes what the subscription to the same filter was granted; false when a
  /// shared subscription has no room.
  boolean subscribe(Subscriber subscriber, String filter, Grant grant) {
    if (TopicFilter.isShared(filter)) {
      return groups.join(subscriber, filter, grant);
    }
    subscriptions.add(subscriber, filter, grant);
    return true;
  }

  private static boolean isOf(Subscriber subscriber, @Nullable Origin origin) {
    return origin != null && subscriber.connection().orElse(null) == origin.publisher();
  }

  void unsubscribe(Subscriber subscriber, String filter) {
    if (TopicFilter.isShared(filter)) {
      groups.leave(subscriber, filter);
    } else {
      subscriptions.remove(subscriber, filter);
    }
  }

  /// @param origin null for everyone but clients that are connected
  /// @param sessions keeps what has to be kept
  /// @param outcome is told when that is durable, or cannot be, if [Fate#KEEPING] is answered
  Fate publish(
      Message message, int qos, @Nullable Origin origin, Sessions sessions, Outcome outcome) {
    List<Keeper> keepers = new ArrayList<>(0);
    Set<Keeper> exactlyOnce = qos < 2 ? Set.of() : new HashSet<>();
    for (Map.Entry<Subscriber, Grant> match : subscriptions.matches(message.topic()).entrySet()) {
      Subscriber subscriber = match.getKey();
      Outgoing outgoing = match.getValue().outgoing(message, qos);
      if (match.getValue().noLocal() && isOf(subscriber, origin)) {
        continue;
      }
      if (outgoing.qos() > 0 && subscriber instanceof Keeper keeper && keeper.keeps()) {
        keepers.add(keeper);
        if (outgoing.qos() == 2) {
          exactlyOnce.add(keeper);
        }
      } else {
        subscriber.deliver(outgoing);
      }
    }
    if (keepers.isEmpty()) {
      return Fate.DELIVERED;
    }
    @Nullable Received received = origin == null ? null : origin.received();
    return sessions.keep(message, keepers, exactlyOnce, received, outcome);
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.session.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  private final SubscriptionTree<Subscriber> subscriptions = new SubscriptionTree<>();

  SubscriptionTree<Subscriber> subscriptions() {
    return subscriptions;
  }

  /// @param sessions keeps what has to be kept
  /// @param outcome is told when that is durable, or cannot be, if [Fate#KEEPING] is answered
  Fate publish(Message message, int qos, Sessions sessions, Outcome outcome) {
    List<Keeper> keepers = new ArrayList<>(0);
    for (Map.Entry<Subscriber, Integer> match : subscriptions.matches(message.topic()).entrySet()) {
      int lower = Math.min(qos, match.getValue());
      if (lower > 0 && match.getKey() instanceof Keeper keeper) {
        keepers.add(keeper);
      } else {
        match.getKey().deliver(message, lower);
      }
    }
    return keepers.isEmpty() ? Fate.DELIVERED : sessions.keep(message, keepers, outcome);
  }
}

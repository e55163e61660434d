package io.drover.gateway.broker;

/// Brings messages from anyone, on any thread, to the connections that subscribed to their topic.
/// Whom the policy does not let receive it, or who cannot keep up, is passed over in silence.
final class Router {
  private final SubscriptionTree<Connection> subscriptions = new SubscriptionTree<>();

  SubscriptionTree<Connection> subscriptions() {
    return subscriptions;
  }

  void publish(Message message, int qos) {
    subscriptions
        .matches(message.topic())
        .forEach((subscriber, granted) -> subscriber.deliver(message, Math.min(qos, granted)));
  }
}

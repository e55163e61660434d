package io.drover.gateway.broker;

import io.drover.arn.Arns;
import io.drover.gateway.broker.Router.Fate;
import io.drover.gateway.broker.bounds.ConnectRates;
import io.drover.gateway.broker.bounds.Pressure;
import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.session.Outcome;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all connections of a broker have in common.
record Shared(
    BrokerLimits limits,
    Dialect dialect,
    Arns arns,
    InstantSource clock,
    Authenticator authenticator,
    List<RequestHandler> handlers,
    Connections connections,
    Router router,
    Sessions sessions,
    Retained retained,
    ConnectRates connectRates,
    WaitingRoom waiting,
    Pressure pressure,
    BrokerCounters counters) {

  /// Whether a will on this topic is delivered. It is a message to other clients: the server takes
  /// no requests from it, nor may it pass for the server's own news.
  boolean tellsWill(String topic) {
    @Nullable RequestHandler handler = handlerOf(topic);
    return handler == null ? !topic.startsWith("$") : handler.tellsWill(topic);
  }

  /// Brings a message to those who subscribed, and keeps it for those of them who are to get it
  /// later.
  ///
  /// @param outcome is told when it is kept for sure, or cannot be, if [Fate#KEEPING] is answered
  /// @param origin null for everyone but clients that are connected
  Fate publish(Message message, int qos, @Nullable Origin origin, Outcome outcome) {
    return router.publish(message, qos, origin, sessions, outcome);
  }

  /// The handler that answers requests on this topic; null when it stands for none. Only reserved
  /// topics, which start with `$`, can.
  @Nullable RequestHandler handlerOf(String topic) {
    if (!topic.startsWith("$")) {
      return null;
    }
    for (RequestHandler handler : handlers) {
      if (handler.handles(topic)) {
        return handler;
      }
    }
    return null;
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;
import java.util.List;

/// Hears of every client that is let in and of its end, client by client in the order in which they
/// happen: a connection that is taken over has ended before the one that takes over comes.
///
/// Called while the client's place is held, or on its event loop: it must be quick, never wait, and
/// not call the broker.
public interface PresenceListener {

  void connected(Presence presence);

  void disconnected(Presence presence, CloseReason reason);

  /// A client that is known was not let in: no policy allows it, or it is beyond a rate.
  default void refused(Presence presence, CloseReason reason) {}

  /// The filters that were granted of one SUBSCRIBE, never none.
  default void subscribed(Presence presence, List<String> filters) {}

  /// The filters of one UNSUBSCRIBE, never none.
  default void unsubscribed(Presence presence, List<String> filters) {}
}

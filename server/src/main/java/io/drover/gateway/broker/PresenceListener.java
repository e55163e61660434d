package io.drover.gateway.broker;

/// Hears of every client that is let in and of its end, client by client in the order in which they
/// happen: a connection that is taken over has ended before the one that takes over comes.
///
/// Called while the client's place is held: it must be quick, never wait, and not call the broker.
public interface PresenceListener {

  void connected(Presence presence);

  void disconnected(Presence presence, CloseReason reason);
}

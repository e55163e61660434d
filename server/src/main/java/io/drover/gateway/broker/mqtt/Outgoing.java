package io.drover.gateway.broker.mqtt;

import org.jspecify.annotations.Nullable;

/// A message as it goes out to one client.
///
/// @param retain the RETAIN flag that it bears
/// @param reply whether it answers the client's own request
/// @param acknowledged called when the client has acknowledged it, or will never be sent it; null
///   when nobody asks
public record Outgoing(
    Message message, int qos, boolean retain, boolean reply, @Nullable Runnable acknowledged) {

  public static Outgoing published(Message message, int qos, boolean retain) {
    return new Outgoing(message, qos, retain, false, null);
  }

  public static Outgoing reply(Message message, int qos) {
    return new Outgoing(message, qos, false, true, null);
  }

  public static Outgoing kept(Message message, int qos, boolean retain, Runnable acknowledged) {
    return new Outgoing(message, qos, retain, false, acknowledged);
  }

  /// The same at no higher a QoS than this.
  public Outgoing at(int most) {
    return most >= qos ? this : new Outgoing(message, most, retain, reply, acknowledged);
  }

  public int size() {
    return message.size();
  }
}

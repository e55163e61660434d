package io.drover.gateway.broker.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it goes out to one client.
///
/// @param retain the RETAIN flag that it bears
/// @param reply whether it answers the client's own request
/// @param identifiers of the subscriptions that it matches, those that have one
/// @param receipt told what becomes of it; null when nobody asks
public record Outgoing(
    Message message,
    int qos,
    boolean retain,
    boolean reply,
    List<Integer> identifiers,
    @Nullable Receipt receipt) {

  public static Outgoing published(Message message, int qos, boolean retain) {
    return published(message, qos, retain, List.of());
  }

  public static Outgoing published(
      Message message, int qos, boolean retain, List<Integer> identifiers) {
    return new Outgoing(message, qos, retain, false, identifiers, null);
  }

  public static Outgoing reply(Message message, int qos, List<Integer> identifiers) {
    return new Outgoing(message, qos, false, true, identifiers, null);
  }

  public static Outgoing kept(
      Message message, int qos, boolean retain, List<Integer> identifiers, Receipt receipt) {
    return new Outgoing(message, qos, retain, false, identifiers, receipt);
  }

  /// The same as this subscription gets it.
  public Outgoing by(Grant grant) {
    if (grant.qos() >= qos && grant.identifiers().equals(identifiers)) {
      return this;
    }
    return new Outgoing(
        message, Math.min(qos, grant.qos()), retain, reply, grant.identifiers(), receipt);
  }

  /// The packet id that it must have; 0 for any that is free.
  public int packetId() {
    return receipt == null ? 0 : receipt.packetId();
  }

  /// Whether the client may have been sent it before.
  public boolean isAgain() {
    return receipt != null && receipt.again();
  }

  public int size() {
    return message.size();
  }
}

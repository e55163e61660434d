package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.session.StoredMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one connection has in hand of shared subscriptions: at most a window of messages, which go
/// back to the other members when the connection ends.
final class Shares {
  private record Share(SharedGroup group, StoredMessage message) {}

  private final Line line;
  private final Outbox outbox;
  private final Rights rights;
  private final Sessions sessions;
  private final Set<Share> inHand = new HashSet<>();

  Shares(Line line, Outbox outbox, Rights rights, Sessions sessions) {
    this.line = line;
    this.outbox = outbox;
    this.rights = rights;
    this.sessions = sessions;
  }

  /// Sends the message, or gives it back.
  void take(SharedGroup group, StoredMessage stored, Grant grant) {
    if (!line.isOpen() || inHand.size() >= sessions.window()) {
      group.returned(stored);
    } else if (stored.isExpired(sessions.now())) {
      group.done(stored);
    } else {
      send(new Share(group, stored), grant);
    }
  }

  /// Sends the message if the client may receive it.
  private void send(Share share, Grant grant) {
    Message message = MessageCodec.decode(share.message().message());
    if (rights.mayReceive(message.topic())) {
      send(share, message, grant);
    } else {
      share.group().done(share.message());
    }
  }

  private void send(Share share, Message message, Grant grant) {
    Outgoing outgoing =
        Outgoing.kept(message, grant.qos(), false, grant.identifiers(), () -> acknowledged(share));
    if (!outbox.tryReserve(outgoing)) {
      share.group().returned(share.message());
      return;
    }
    if (outgoing.qos() == 0) {
      share.group().done(share.message());
    } else {
      inHand.add(share);
    }
    outbox.put(outgoing);
  }

  private void acknowledged(Share share) {
    if (inHand.remove(share)) {
      share.group().done(share.message());
    }
  }

  void close() {
    List<Share> left = List.copyOf(inHand);
    inHand.clear();
    left.forEach(share -> share.group().returned(share.message()));
  }
}

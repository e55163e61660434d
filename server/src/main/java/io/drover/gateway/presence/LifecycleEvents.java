package io.drover.gateway.presence;

import io.drover.gateway.broker.Presence;
import io.drover.gateway.broker.PresenceListener;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.messaging.Publisher;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Publishes that clients come, go, subscribe and unsubscribe, under `$aws/events/presence/` and
/// `$aws/events/subscriptions/`, as AWS does for all clients but those whose id holds a wildcard.
/// Makes nothing that nobody listens to.
public final class LifecycleEvents implements PresenceListener {
  private static final String PRESENCE = "$aws/events/presence/";
  private static final String SUBSCRIPTIONS = "$aws/events/subscriptions/";
  private static final JsonMapper JSON = new JsonMapper();

  private final Publisher publisher;
  private final InstantSource clock;
  private final ConnectionVersions versions;
  private final InOrder later = new InOrder();

  public LifecycleEvents(Publisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.versions = new ConnectionVersions(clock);
  }

  @Override
  public void connected(Presence presence) {
    int version = versions.connected(presence.client().clientId(), presence.sessionId());
    tell(PRESENCE, "connected", presence, event -> arrival(event, presence, version));
  }

  @Override
  public void refused(Presence presence, CloseReason reason) {
    int version = versions.next(presence.client().clientId());
    tell(
        PRESENCE,
        "connect_failed",
        presence,
        event -> {
          arrival(event, presence, version);
          event.put(
              "connectFailureReason",
              reason == CloseReason.THROTTLED ? reason.name() : "AUTHORIZATION_FAILED");
        });
  }

  private static void arrival(ObjectNode event, Presence presence, int version) {
    event.put("ipAddress", presence.source().getAddress().getHostAddress());
    event.put("versionNumber", version);
  }

  @Override
  public void disconnected(Presence presence, CloseReason reason) {
    int version = versions.disconnected(presence.client().clientId(), presence.sessionId());
    tell(
        PRESENCE,
        "disconnected",
        presence,
        event ->
            event
                .put("clientInitiatedDisconnect", reason == CloseReason.CLIENT_INITIATED_DISCONNECT)
                .put("disconnectReason", reason.name())
                .put("versionNumber", version));
  }

  @Override
  public void subscribed(Presence presence, List<String> filters) {
    tell(SUBSCRIPTIONS, "subscribed", presence, event -> topics(event, filters));
  }

  @Override
  public void unsubscribed(Presence presence, List<String> filters) {
    tell(SUBSCRIPTIONS, "unsubscribed", presence, event -> topics(event, filters));
  }

  private static void topics(ObjectNode event, List<String> filters) {
    filters.forEach(event.putArray("topics")::add);
  }

  private void tell(String prefix, String type, Presence presence, Consumer<ObjectNode> fields) {
    String clientId = presence.client().clientId();
    if (clientId.indexOf('+') >= 0 || clientId.indexOf('#') >= 0) {
      return;
    }
    long now = clock.millis();
    later.run(() -> publish(prefix + type + "/" + clientId, type, now, presence, fields));
  }

  private void publish(
      String topic, String type, long now, Presence presence, Consumer<ObjectNode> fields) {
    if (publisher.hasSubscriber(topic)) {
      ObjectNode event = JSON.createObjectNode();
      event.put("clientId", presence.client().clientId());
      event.put("timestamp", now);
      event.put("eventType", type);
      event.put("sessionIdentifier", presence.sessionId());
      event.put("principalIdentifier", presence.client().principalId());
      @Nullable String thing = presence.client().thingName();
      if (thing != null) {
        event.put("thingName", thing);
      }
      fields.accept(event);
      publisher.publish(topic, JSON.writeValueAsBytes(event), 1);
    }
  }
}

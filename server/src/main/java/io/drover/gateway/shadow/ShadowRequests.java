package io.drover.gateway.shadow;

import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.RequestHandler;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.messaging.Publisher;
import io.drover.protocol.BrokenEncodingException;
import io.drover.protocol.InvalidMemberException;
import io.drover.protocol.MalformedPayloadException;
import io.drover.protocol.ShadowMessage;
import io.drover.protocol.ShadowMessage.Rejected;
import io.drover.protocol.ShadowRequest;
import io.drover.protocol.ShadowTopic;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.InvalidJson;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.UnsupportedEncoding;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what devices ask for under `$aws/things/{thing}/shadow/`. Nobody is answered alone:
/// requests and answers are ordinary messages, for all who subscribed to their topics. What was
/// changed is told by [ShadowNotifier], whichever door it came through; what was read, and every
/// refusal, is told here. Other messages under the prefix are the server's to send, and are
/// ignored.
public final class ShadowRequests implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(ShadowRequests.class);

  private final Shadows shadows;
  private final Publisher publisher;
  private final InstantSource clock;

  public ShadowRequests(Shadows shadows, Publisher publisher, InstantSource clock) {
    this.shadows = shadows;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public boolean handles(String topic) {
    return ShadowTopic.isShadowTopic(topic);
  }

  @Override
  public boolean tellsWill(String topic) {
    return ShadowTopic.parse(topic).isPresent();
  }

  @Override
  public List<Message> answer(Client client, String topic, byte[] payload) {
    process(topic, payload);
    return List.of();
  }

  /// Does what a request asks, whoever it comes from.
  public void process(String topic, byte[] payload) {
    ShadowTopic.parse(topic)
        .ifPresent(
            request -> {
              if (publisher.hasSubscriber(topic)) {
                publisher.publish(topic, payload, 1);
              }
              process(request, payload, clock.instant());
            });
  }

  private void process(ShadowTopic topic, byte[] payload, Instant now) {
    ShadowRequest request;
    try {
      request = parse(topic, payload);
    } catch (MalformedPayloadException e) {
      reject(topic, new InvalidJson(e.problem()), null, now);
      return;
    } catch (BrokenEncodingException e) {
      reject(topic, new UnsupportedEncoding(e.problem()), null, now);
      return;
    }
    String token = request.clientToken();
    try {
      process(topic, request, now);
    } catch (InvalidMemberException e) {
      reject(topic, new InvalidRequest(e.problem()), token, now);
    } catch (RejectedException e) {
      reject(topic, e.rejection(), token, now);
    } catch (RuntimeException e) {
      log.error("answering a request on {} failed", topic.topic(), e);
      tell(
          topic.rejected(),
          new Rejected(500, "Internal service failure", now.getEpochSecond(), token));
    }
  }

  /// Of a request to delete, only the token counts, if there is one.
  private static ShadowRequest parse(ShadowTopic topic, byte[] payload) {
    return switch (topic.action()) {
      case GET -> ShadowRequest.parseOptional(payload);
      case UPDATE -> ShadowRequest.parse(payload);
      case DELETE -> ShadowRequest.parseLenient(payload);
    };
  }

  private void process(ShadowTopic topic, ShadowRequest request, Instant now) {
    ShadowId id = ShadowId.of(topic);
    switch (topic.action()) {
      case UPDATE -> shadows.update(id, request.update(), now);
      case GET -> {
        request.checkClientToken();
        tell(topic.accepted(), shadows.get(id).stated(now, request.clientToken()));
      }
      case DELETE -> {
        request.checkClientToken();
        shadows.delete(id, request.clientToken(), now);
      }
    }
  }

  private void reject(ShadowTopic topic, Rejection rejection, @Nullable String token, Instant now) {
    tell(topic.rejected(), Refusals.spell(rejection, token, now));
  }

  private void tell(String topic, ShadowMessage message) {
    if (publisher.hasSubscriber(topic)) {
      publisher.publish(topic, message.json(), 1);
    }
  }
}

package io.drover.acceptance.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.drover.acceptance.mqtt.Message.Properties;
import io.drover.acceptance.mqtt.Message.UserProperty;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// HiveMQ's client for Java, with MQTT 5. It aliases topics by itself.
final class HiveMq implements MqttLibrary {
  private static final int KEPT_SECONDS = 3_600;

  @Override
  public String name() {
    return "HiveMQ client, MQTT 5";
  }

  @Override
  public int version() {
    return 5;
  }

  @Override
  public Map<Expectation, String> cannot() {
    return Map.of(
        StandardBehaviour.SUBSCRIPTIONS_HAVE_IDENTIFIERS,
        "it gives them by itself, and shows none");
  }

  @Override
  public MqttConnection connect(Target target, Asked asked, Inbox inbox) throws Exception {
    Tls tls = Tls.of(target.identity(), target.caFile());
    Mqtt5ClientBuilder builder =
        Mqtt5Client.builder()
            .identifier(asked.clientId())
            .serverHost("localhost")
            .serverPort(target.port())
            .sslConfig()
            .keyManagerFactory(tls.keys())
            .trustManagerFactory(tls.trusted())
            .applySslConfig()
            .addDisconnectedListener(context -> inbox.end(code(context.getCause())));
    Mqtt5AsyncClient client =
        (target.webSocket()
                ? builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig()
                : builder)
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.ALL, publish -> inbox.put(message(publish)));
    return new Connected(client, get(client.connect(connect(asked))).isSessionPresent());
  }

  private static Mqtt5Connect connect(Asked asked) {
    Mqtt5ConnectBuilder connect =
        Mqtt5Connect.builder()
            .cleanStart(asked.clean())
            .sessionExpiryInterval(asked.clean() ? 0 : KEPT_SECONDS)
            .restrictions()
            .topicAliasMaximum(8)
            .applyRestrictions();
    @Nullable Message will = asked.will();
    return (will == null ? connect : connect.willPublish(will(will, asked.willDelay()))).build();
  }

  private static Mqtt5WillPublish will(Message message, Duration delay) {
    return publish(message).asWill().extendAsWill().delayInterval(delay.toSeconds()).build();
  }

  private static int code(Throwable cause) {
    return cause instanceof Mqtt5DisconnectException told
        ? told.getMqttMessage().getReasonCode().getCode()
        : Inbox.UNTOLD;
  }

  private static MqttQos qos(int code) {
    return Objects.requireNonNull(MqttQos.fromCode(code));
  }

  private static Mqtt5Publish publish(Message message) {
    Properties properties = message.properties();
    Mqtt5PublishBuilder.Complete publish =
        Mqtt5Publish.builder()
            .topic(message.topic())
            .payload(message.bytes())
            .qos(qos(message.qos()))
            .retain(message.retain())
            .contentType(properties.contentType())
            .responseTopic(properties.responseTopic())
            .userProperties(
                Mqtt5UserProperties.of(
                    properties.user().stream()
                        .map(one -> Mqtt5UserProperty.of(one.name(), one.value()))
                        .toList()));
    if (properties.correlation() != null) {
      publish = publish.correlationData(properties.correlation().getBytes(StandardCharsets.UTF_8));
    }
    if (properties.expiry() != null) {
      publish = publish.messageExpiryInterval(properties.expiry());
    }
    return publish.build();
  }

  private static Message message(Mqtt5Publish publish) {
    List<UserProperty> user =
        publish.getUserProperties().asList().stream()
            .map(one -> new UserProperty(one.getName().toString(), one.getValue().toString()))
            .toList();
    return new Message(
        publish.getTopic().toString(),
        new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
        publish.getQos().getCode(),
        publish.isRetain(),
        new Properties(
            user,
            publish.getContentType().map(Object::toString).orElse(null),
            publish.getResponseTopic().map(Object::toString).orElse(null),
            publish.getCorrelationData().map(HiveMq::text).orElse(null),
            publish.getMessageExpiryInterval().isPresent()
                ? publish.getMessageExpiryInterval().getAsLong()
                : null,
            List.of()));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(Inbox.SECONDS, TimeUnit.SECONDS);
  }

  private record Connected(Mqtt5AsyncClient client, boolean sessionPresent)
      implements MqttConnection {

    @Override
    public int subscribe(String filter, int qos, int identifier) throws Exception {
      try {
        return get(client.subscribe(
                Mqtt5Subscribe.builder().topicFilter(filter).qos(HiveMq.qos(qos)).build()))
            .getReasonCodes()
            .getFirst()
            .getCode();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Mqtt5SubAckException refused) {
          return refused.getMqttMessage().getReasonCodes().getFirst().getCode();
        }
        throw e;
      }
    }

    @Override
    public int publish(Message message) throws Exception {
      try {
        return get(client.publish(HiveMq.publish(message)))
            .getError()
            .map(HiveMq.Connected::refusal)
            .orElse(0);
      } catch (ExecutionException e) {
        return refusal(e.getCause());
      }
    }

    private static int refusal(@Nullable Throwable error) {
      if (error instanceof Mqtt5PubAckException refused) {
        return refused.getMqttMessage().getReasonCode().getCode();
      }
      throw new IllegalStateException("not published", error);
    }

    private static @Nullable Void unlessItHasEnded(Throwable error) {
      if (error instanceof MqttClientStateException) {
        return null;
      }
      throw new IllegalStateException("not disconnected", error);
    }

    @Override
    public void close() {
      client
          .disconnect()
          .exceptionally(HiveMq.Connected::unlessItHasEnded)
          .orTimeout(Inbox.SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }
}

package io.drover.acceptance.mqtt;

import io.drover.acceptance.mqtt.Message.Properties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/// Eclipse Paho's client for Java with MQTT 5. It aliases topics by itself, and takes no aliases:
/// it hands such messages over without their topic (issue 866 of paho.mqtt.java).
final class Paho5 implements MqttLibrary {
  private static final long MILLIS = Inbox.SECONDS * 1_000L;
  private static final long KEPT_SECONDS = 3_600;

  @Override
  public String name() {
    return "Paho client, MQTT 5";
  }

  @Override
  public int version() {
    return 5;
  }

  @Override
  public Map<Expectation, String> cannot() {
    return Map.of();
  }

  @Override
  public MqttConnection connect(Target target, Asked asked, Inbox inbox) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(target.uri(), asked.clientId(), new MemoryPersistence());
    client.setCallback(new Listening(inbox));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(asked.clean());
    options.setSessionExpiryInterval(asked.clean() ? 0 : KEPT_SECONDS);
    options.setSocketFactory(Tls.of(target.identity(), target.caFile()).sockets());
    @Nullable Message will = asked.will();
    if (will != null) {
      options.setWill(will.topic(), packet(will));
      MqttProperties properties = new MqttProperties();
      properties.setWillDelayInterval(asked.willDelay().toSeconds());
      options.setWillMessageProperties(properties);
    }
    IMqttToken connected = client.connect(options);
    connected.waitForCompletion(MILLIS);
    return new Connected(client, connected.getSessionPresent());
  }

  private static MqttMessage packet(Message message) {
    MqttProperties properties = new MqttProperties();
    Properties asked = message.properties();
    properties.setUserProperties(
        asked.user().stream().map(one -> new UserProperty(one.name(), one.value())).toList());
    if (asked.contentType() != null) {
      properties.setContentType(asked.contentType());
    }
    if (asked.responseTopic() != null) {
      properties.setResponseTopic(asked.responseTopic());
    }
    if (asked.correlation() != null) {
      properties.setCorrelationData(asked.correlation().getBytes(StandardCharsets.UTF_8));
    }
    if (asked.expiry() != null) {
      properties.setMessageExpiryInterval(asked.expiry());
    }
    return new MqttMessage(message.bytes(), message.qos(), message.retain(), properties);
  }

  private static Message message(String topic, MqttMessage packet) {
    MqttProperties told = packet.getProperties();
    byte @Nullable [] correlation = told.getCorrelationData();
    return new Message(
        topic,
        new String(packet.getPayload(), StandardCharsets.UTF_8),
        packet.getQos(),
        packet.isRetained(),
        new Properties(
            told.getUserProperties().stream()
                .map(one -> new Message.UserProperty(one.getKey(), one.getValue()))
                .toList(),
            told.getContentType(),
            told.getResponseTopic(),
            correlation == null ? null : new String(correlation, StandardCharsets.UTF_8),
            told.getMessageExpiryInterval(),
            told.getSubscriptionIdentifiers()));
  }

  private record Listening(Inbox inbox) implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      int code = response.getReturnCode();
      inbox.end(code == 0 ? Inbox.UNTOLD : code);
    }

    @Override
    public void messageArrived(String topic, MqttMessage packet) {
      inbox.put(message(topic, packet));
    }

    @Override
    public void mqttErrorOccurred(MqttException error) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String uri) {}

    @Override
    public void authPacketArrived(int code, MqttProperties properties) {}
  }

  private record Connected(MqttAsyncClient client, boolean sessionPresent)
      implements MqttConnection {

    @Override
    public int subscribe(String filter, int qos, int identifier) throws MqttException {
      MqttProperties properties = new MqttProperties();
      if (identifier != NO_IDENTIFIER) {
        properties.setSubscriptionIdentifier(identifier);
      }
      MqttSubscription[] asked = {new MqttSubscription(filter, qos)};
      IMqttToken token = client.subscribe(asked, null, null, properties);
      token.waitForCompletion(MILLIS);
      return token.getGrantedQos()[0];
    }

    @Override
    public int publish(Message message) throws MqttException {
      IMqttToken token = client.publish(message.topic(), packet(message));
      if (message.qos() == 0) {
        return 0; // when the server closes at once, this token is never completed
      }
      token.waitForCompletion(MILLIS);
      int @Nullable [] codes = token.getReasonCodes();
      return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    @Override
    public void close() throws IOException {
      try {
        if (client.isConnected()) {
          client.disconnect().waitForCompletion(MILLIS);
        }
        client.close();
      } catch (MqttException e) {
        throw new IOException(e);
      }
    }
  }
}

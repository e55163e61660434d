package io.drover.acceptance.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/// Eclipse Paho's client for Java with MQTT 3.1.1.
final class Paho3 implements MqttLibrary {
  private static final long MILLIS = Inbox.SECONDS * 1_000L;

  @Override
  public String name() {
    return "Paho client, MQTT 3.1.1";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public Map<Expectation, String> cannot() {
    Map<Expectation, String> cannot = new HashMap<>(Behaviour.OF_MQTT_5_ALONE);
    cannot.putAll(StandardBehaviour.OF_MQTT_5_ALONE);
    return cannot;
  }

  @Override
  public MqttConnection connect(Target target, Asked asked, Inbox inbox) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(target.uri(), asked.clientId(), new MemoryPersistence());
    client.setCallback(new Listening(inbox));
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(asked.clean());
    options.setSocketFactory(Tls.of(target.identity(), target.caFile()).sockets());
    @Nullable Message will = asked.will();
    if (will != null) {
      options.setWill(will.topic(), will.bytes(), will.qos(), will.retain());
    }
    IMqttToken connected = client.connect(options);
    connected.waitForCompletion(MILLIS);
    return new Connected(client, connected.getSessionPresent());
  }

  private record Listening(Inbox inbox) implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
      inbox.end(Inbox.UNTOLD);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      inbox.put(
          new Message(
              topic,
              new String(message.getPayload(), StandardCharsets.UTF_8),
              message.getQos(),
              message.isRetained(),
              Message.Properties.NONE));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }

  private record Connected(MqttAsyncClient client, boolean sessionPresent)
      implements MqttConnection {

    @Override
    public int subscribe(String filter, int qos, int identifier) throws MqttException {
      IMqttToken token = client.subscribe(filter, qos);
      token.waitForCompletion(MILLIS);
      return token.getGrantedQos()[0];
    }

    @Override
    public int publish(Message message) throws MqttException {
      client
          .publish(message.topic(), message.bytes(), message.qos(), message.retain())
          .waitForCompletion(MILLIS);
      return 0;
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

package io.drover.gateway.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/// A client of the broker that collects what it is sent.
final class PahoClient implements MqttCallback, AutoCloseable {
  private static final long PATIENCE_MILLIS = 5_000;

  /// A message as it arrived.
  record Received(String topic, String payload, int qos, boolean retained) {}

  final MqttAsyncClient client;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final CountDownLatch lost = new CountDownLatch(1);
  private boolean sessionPresent;

  PahoClient(String uri, String clientId) throws MqttException {
    client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
    client.setCallback(this);
    client.setManualAcks(true);
  }

  static PahoClient connect(BrokerOnLoopback broker, String clientId) throws MqttException {
    return connect(broker, clientId, options());
  }

  static PahoClient connect(BrokerOnLoopback broker, String clientId, MqttConnectOptions options)
      throws MqttException {
    PahoClient paho = new PahoClient("tcp://127.0.0.1:" + broker.port(), clientId);
    IMqttToken connected = paho.client.connect(options);
    connected.waitForCompletion(PATIENCE_MILLIS);
    paho.sessionPresent = connected.getSessionPresent();
    return paho;
  }

  /// Whether the broker said that it went on with a session.
  boolean sessionPresent() {
    return sessionPresent;
  }

  static MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    return options;
  }

  /// The QoS granted, or 128.
  int subscribe(String filter, int qos) throws MqttException {
    var token = client.subscribe(filter, qos);
    try {
      token.waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException e) {
      if (e.getReasonCode() != MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
        throw e;
      }
    }
    return token.getGrantedQos()[0];
  }

  void publish(String topic, String payload, int qos) throws MqttException {
    client
        .publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, false)
        .waitForCompletion(PATIENCE_MILLIS);
  }

  /// The next message, whenever it comes.
  Received next() throws InterruptedException {
    @Nullable Received next = received.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new AssertionError(client.getClientId() + " received nothing");
    }
    return next;
  }

  /// The next message that comes within this time; null when none does.
  @Nullable Received poll(Duration time) throws InterruptedException {
    return received.poll(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean receivesNothingFor(Duration time) throws InterruptedException {
    return received.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  boolean isCutOff() throws InterruptedException {
    return lost.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Acknowledges before anyone sees the message: left to the library, an acknowledgement that is
  /// still to be sent when its client disconnects is lost.
  @Override
  public void messageArrived(String topic, MqttMessage message) throws MqttException {
    client.messageArrivedComplete(message.getId(), message.getQos());
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    received.add(new Received(topic, payload, message.getQos(), message.isRetained()));
  }

  @Override
  public void connectionLost(Throwable cause) {
    lost.countDown();
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect().waitForCompletion(PATIENCE_MILLIS);
    }
    client.close();
  }
}

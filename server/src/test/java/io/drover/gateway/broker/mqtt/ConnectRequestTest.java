package io.drover.gateway.broker.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRequestTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1200",
    "1, 30",
    "5, 30",
    "29, 30",
    "30, 30",
    "60, 60",
    "1200, 1200",
    "1201, 1200"
  })
  void keepAliveIsHeldWithinItsBounds(int asked, int kept) {
    assertThat(request(connect().keepAlive(asked)).keepAlive()).isEqualTo(Duration.ofSeconds(kept));
  }

  @Test
  void clientIdTakes128Bytes() {
    String longest = "ü".repeat(64);
    assertThat(request(connect().clientId(longest)).clientId()).isEqualTo(longest);
    assertRefused(connect().clientId(longest + "a"), ReasonCode.CLIENT_ID_NOT_VALID);
  }

  @Test
  void clientIdMustNotStartWithADollar() {
    assertRefused(connect().clientId("$x"), ReasonCode.CLIENT_ID_NOT_VALID);
  }

  @Test
  void serverAssignsAClientIdOnlyForACleanSession() {
    assertThat(request(connect().clientId("").cleanSession(true)).clientId()).isNotEmpty();
    assertRefused(connect().clientId("").cleanSession(false), ReasonCode.CLIENT_ID_NOT_VALID);
  }

  @Test
  void olderVersionIsRefused() {
    assertRefused(connect().protocolVersion(MqttVersion.MQTT_3_1), ReasonCode.UNSUPPORTED_VERSION);
  }

  @Test
  void willIsOfQosZeroOrOneOnATopic() {
    Will will = Objects.requireNonNull(request(will("gone/t", MqttQoS.AT_LEAST_ONCE)).will());
    assertThat(will.message().topic()).isEqualTo("gone/t");
    assertThat(will.qos()).isEqualTo(1);
    assertThat(request(connect()).will()).isNull();
    assertViolation(will("gone/t", MqttQoS.EXACTLY_ONCE));
    assertViolation(will("gone/+", MqttQoS.AT_MOST_ONCE));
    assertViolation(will("1/2/3/4/5/6/7/8/9", MqttQoS.AT_MOST_ONCE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void passwordNeedsAUserName(boolean named) {
    ConnectBuilder connect = connect().hasPassword(true).hasUser(named);
    if (named) {
      assertThat(request(connect).clientId()).isEqualTo("c");
    } else {
      assertViolation(connect);
    }
  }

  private static ConnectBuilder connect() {
    return MqttMessageBuilders.connect()
        .protocolVersion(MqttVersion.MQTT_3_1_1)
        .clientId("c")
        .cleanSession(true);
  }

  private static ConnectBuilder will(String topic, MqttQoS qos) {
    return connect().willFlag(true).willTopic(topic).willQoS(qos).willMessage(new byte[] {1});
  }

  private static ConnectRequest request(ConnectBuilder connect) {
    MqttConnectMessage packet = connect.build();
    return ConnectRequest.of(packet, BrokerLimits.AWS, Dialect.AWS);
  }

  private static void assertRefused(ConnectBuilder connect, ReasonCode code) {
    assertThatThrownBy(() -> request(connect))
        .isInstanceOfSatisfying(ConnectRefused.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void assertViolation(ConnectBuilder connect) {
    assertThatThrownBy(() -> request(connect)).isInstanceOf(ProtocolViolation.class);
  }
}

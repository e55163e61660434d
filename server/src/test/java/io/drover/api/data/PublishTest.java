package io.drover.api.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.api.data.PublishedMessage.UserProperty;
import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.identity.Permissions;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);
  private static final String TOPIC_ARN = "arn:aws:iot:eu-central-1:123456789012:topic/a/b";

  private static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");

  private final List<PublishedMessage> messages = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final Publish publish =
      new Publish(
          (message, qos) -> {
            String payload = new String(message.payload(), UTF_8);
            done.add("published " + message.topic() + " " + payload + " at " + qos);
            messages.add(message);
          },
          new ReservedRequests() {
            @Override
            public boolean handles(String topic) {
              return topic.startsWith("$aws/things/");
            }

            @Override
            public void process(String topic, byte[] payload) {
              done.add("processed " + topic + " " + new String(payload, UTF_8));
            }
          },
          new Arns("eu-central-1", "123456789012"),
          InstantSource.fixed(NOW));

  @Test
  void publishesAtTheQosAskedFor() {
    publish("a/b", 1, "x");
    publish("a/b", null, null);

    assertThat(done).containsExactly("published a/b x at 1", "published a/b  at 0");
  }

  @Test
  void processesRequestsOnReservedTopics() {
    publish("$aws/things/T/jobs/get", 0, "{}");

    assertThat(done).containsExactly("processed $aws/things/T/jobs/get {}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/+", "#", "a\u0000b", "1/2/3/4/5/6/7/8/9", "$SYS/x", "$aws/events/job/x"})
  void refusesTopicsThatCannotBePublishedTo(String topic) {
    assertRefused(Rejection.InvalidRequest.class, () -> publish(topic, 0, "x"));
    assertThat(done).isEmpty();
  }

  @Test
  void boundsTopicAndPayload() {
    publish("é".repeat(128), 0, "x".repeat(128 * 1_024));
    assertThat(done).hasSize(1);
    assertRefused(Rejection.InvalidRequest.class, () -> publish("é".repeat(128) + "e", 0, "x"));
    assertRefused(
        Rejection.InvalidRequest.class, () -> publish("a", 0, "x".repeat(128 * 1_024 + 1)));
  }

  @Test
  void needsThePermissionsOfADevice() {
    Caller publisher =
        new Caller("device", (a, r) -> a.equals("iot:Publish") && r.equals(TOPIC_ARN));
    Caller keeper =
        new Caller(
            "device",
            (a, r) ->
                Set.of("iot:Publish", "iot:RetainPublish").contains(a) && r.equals(TOPIC_ARN));

    publish.answer(request("a/b", 0, false, null), publisher);
    publish.answer(request("a/b", 0, true, null), keeper);
    assertThat(done).hasSize(2);
    assertRefused(
        Rejection.Forbidden.class, () -> publish.answer(request("a/b", 0, true, null), publisher));
    assertRefused(
        Rejection.Forbidden.class, () -> publish.answer(request("a/c", 0, null, null), publisher));
  }

  @Test
  void whatMqtt5SaysOfAMessageGoesWithIt() {
    publish.answer(
        described(
            "[{\"b\":\"1\"},{\"a\":\"2\"},{\"b\":\"3\"}]", "text/plain", "re/ply", "AQI=", 60L),
        OPERATOR);

    PublishedMessage message = messages.getFirst();
    assertThat(message.retain()).isTrue();
    assertThat(message.utf8()).isTrue();
    assertThat(message.contentType()).isEqualTo("text/plain");
    assertThat(message.responseTopic()).isEqualTo("re/ply");
    assertThat(message.correlationData()).containsExactly(1, 2);
    assertThat(message.userProperties())
        .containsExactly(
            new UserProperty("b", "1"), new UserProperty("a", "2"), new UserProperty("b", "3"));
    assertThat(message.expires()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void anExpiryBeyondTheBoundsIsTheBound() {
    publish.answer(described(null, null, null, null, 0L), OPERATOR);
    publish.answer(described(null, null, null, null, 604_801L), OPERATOR);
    assertThat(messages.get(0).expires()).isEqualTo(NOW.plusSeconds(1));
    assertThat(messages.get(1).expires()).isEqualTo(NOW.plusSeconds(604_800));
  }

  @Test
  void refusesPropertiesThatBreakTheRules() {
    String tooMuch = "[{\"a\":\"" + "x".repeat(8_192) + "\"}]";
    for (Publish.Request wrong :
        List.of(
            described("{", null, null, null, null),
            described("{\"a\":\"b\"}", null, null, null, null),
            described("[\"a\"]", null, null, null, null),
            described("[{\"a\":1}]", null, null, null, null),
            described(tooMuch, null, null, null, null),
            described(null, "x".repeat(257), null, null, null),
            described(null, null, "re/+", null, null),
            described(null, null, null, "?", null),
            described(null, null, null, null, -1L))) {
      assertRefused(Rejection.InvalidRequest.class, () -> publish.answer(wrong, OPERATOR));
    }
    assertThat(done).isEmpty();
  }

  private static Publish.Request described(
      @Nullable String userProperties,
      @Nullable String contentType,
      @Nullable String responseTopic,
      @Nullable String correlationData,
      @Nullable Long expiry) {
    return new Publish.Request(
        "a/b",
        1,
        true,
        null,
        userProperties,
        "UTF8_DATA",
        contentType,
        responseTopic,
        correlationData,
        expiry);
  }

  private static Publish.Request request(
      String topic, @Nullable Integer qos, @Nullable Boolean retain, byte @Nullable [] payload) {
    return new Publish.Request(topic, qos, retain, payload, null, null, null, null, null, null);
  }

  private void publish(String topic, @Nullable Integer qos, @Nullable String payload) {
    byte[] bytes = payload == null ? null : payload.getBytes(UTF_8);
    publish.answer(request(topic, qos, null, bytes), OPERATOR);
  }

  private static void assertRefused(Class<? extends Rejection> why, Runnable request) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(why));
  }
}

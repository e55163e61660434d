package io.drover.api.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.identity.Permissions;
import io.drover.messaging.Publisher;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
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

  private final List<String> done = new ArrayList<>();
  private final Publish publish =
      new Publish(
          new Publisher() {
            @Override
            public void publish(String topic, byte[] payload, int qos) {
              done.add("published " + topic + " " + new String(payload, UTF_8) + " at " + qos);
            }

            @Override
            public boolean hasSubscriber(String topic) {
              return true;
            }
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
          new Arns("eu-central-1", "123456789012"));

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

    publish.answer(new Publish.Request("a/b", 0, false, null), publisher);
    publish.answer(new Publish.Request("a/b", 0, true, null), keeper);
    assertThat(done).hasSize(2);
    assertRefused(
        Rejection.Forbidden.class,
        () -> publish.answer(new Publish.Request("a/b", 0, true, null), publisher));
    assertRefused(
        Rejection.Forbidden.class,
        () -> publish.answer(new Publish.Request("a/c", 0, null, null), publisher));
  }

  private void publish(String topic, @Nullable Integer qos, @Nullable String payload) {
    byte[] bytes = payload == null ? null : payload.getBytes(UTF_8);
    publish.answer(new Publish.Request(topic, qos, null, bytes), OPERATOR);
  }

  private static void assertRefused(Class<? extends Rejection> why, Runnable request) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(why));
  }
}

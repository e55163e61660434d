package io.drover.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.api.data.PublishedMessage.UserProperty;
import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.identity.Permissions;
import io.drover.paging.Page;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.rejection.Rejection.ResourceNotFound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetainedOperationsTest {
  private static final Instant SINCE = Instant.parse("2030-05-06T07:08:09.123Z");
  private static final byte[] PAYLOAD = {1, 2, 3};
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");

  private final List<String> asked = new ArrayList<>();
  private final Caller caller = caller(true);
  private final Kept kept = new Kept();

  /// One message, of `a/b`.
  private static final class Kept implements Retained {
    @Override
    public Optional<RetainedMessage> find(String topic) {
      PublishedMessage message =
          new PublishedMessage(
              "a/b",
              PAYLOAD,
              true,
              null,
              null,
              null,
              new byte[0],
              List.of(new UserProperty("z", "1"), new UserProperty("a", "\"2\"")),
              null);
      return topic.equals("a/b")
          ? Optional.of(new RetainedMessage(message, 1, SINCE))
          : Optional.empty();
    }

    @Override
    public Page<RetainedTopic> list(@Nullable String token, @Nullable Integer size) {
      return new Page<>(List.of(new RetainedTopic("a/b", 3, 1, SINCE)), token + " " + size);
    }
  }

  private Caller caller(boolean allowed) {
    Permissions permissions =
        (action, arn) -> {
          asked.add(action + " " + arn);
          return allowed;
        };
    return new Caller("caller", permissions);
  }

  @Test
  void messageIsShownWithItsUserPropertiesInTheirOrder() {
    GetRetainedMessage.Response shown = get("a/b", caller);
    assertThat(shown.topic()).isEqualTo("a/b");
    assertThat(shown.payload()).isEqualTo(PAYLOAD);
    assertThat(shown.qos()).isEqualTo(1);
    assertThat(shown.lastModifiedTime()).isEqualTo(SINCE.toEpochMilli());
    assertThat(new String(Objects.requireNonNull(shown.userProperties()), StandardCharsets.UTF_8))
        .isEqualTo("[{\"z\":\"1\"},{\"a\":\"\\\"2\\\"\"}]");
    assertThat(asked)
        .containsExactly("iot:GetRetainedMessage arn:aws:iot:eu-central-1:123456789012:topic/a/b");
  }

  @Test
  void topicWithoutAMessageIsNotFound() {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> get("a", caller))
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(ResourceNotFound.class));
  }

  @Test
  void topicsAreListedWithTheSizesOfTheirMessages() {
    ListRetainedMessages.Response page =
        new ListRetainedMessages(kept).answer(new ListRetainedMessages.Request("token", 7), caller);
    assertThat(page.retainedTopics())
        .containsExactly(new ListRetainedMessages.Summary("a/b", 3, 1, SINCE.toEpochMilli()));
    assertThat(page.nextToken()).isEqualTo("token 7");
    assertThat(asked).containsExactly("iot:ListRetainedMessages *");
  }

  @Test
  void whoMayNotIsForbidden() {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> get("a/b", caller(false)))
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Forbidden.class));
  }

  private GetRetainedMessage.Response get(String topic, Caller by) {
    return new GetRetainedMessage(kept, ARNS).answer(new GetRetainedMessage.Request(topic), by);
  }
}

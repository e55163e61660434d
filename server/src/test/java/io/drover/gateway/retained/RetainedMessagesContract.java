package io.drover.gateway.retained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.paging.Page;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is kept of retained messages, whichever database keeps it.
interface RetainedMessagesContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  Database database();

  /// A server that finds what an earlier one has left.
  private RetainedMessages opened() {
    RetainedMessages messages = new RetainedMessages(database());
    messages.open();
    return messages;
  }

  private static RetainedMessage message(String topic, int payload) {
    return message(topic, payload, NOW.plus(Duration.ofDays(1)));
  }

  private static RetainedMessage message(String topic, int payload, Instant forgetAt) {
    return new RetainedMessage(topic, 1, 1, NOW, forgetAt, new byte[] {(byte) payload});
  }

  @Test
  default void lastMessageOfATopicIsFoundAlsoByALaterServer() {
    RetainedMessages messages = opened();
    messages.put(message("a/b", 1));
    messages.put(message("a/b", 2));
    for (RetainedMessages server : List.of(messages, opened())) {
      assertThat(server.mayHave("a/b")).isTrue();
      assertThat(server.count()).isEqualTo(1);
      assertThat(server.find("a/b", NOW))
          .hasValueSatisfying(
              found -> assertThat(found).usingRecursiveComparison().isEqualTo(message("a/b", 2)));
      assertThat(server.find("a", NOW)).isEmpty();
    }
  }

  @Test
  default void nothingIsFoundOfATopicThatWasCleared() {
    RetainedMessages messages = opened();
    messages.put(message("a", 1));
    messages.remove("a");
    messages.remove("never");
    for (RetainedMessages server : List.of(messages, opened())) {
      assertThat(server.mayHave("a")).isFalse();
      assertThat(server.find("a", NOW)).isEmpty();
      assertThat(server.list(null, null, NOW).items()).isEmpty();
    }
  }

  @Test
  default void messageIsGoneFromItsInstantOnAndForgottenByAPass() {
    RetainedMessages messages = opened();
    messages.put(message("short", 1, NOW.plusSeconds(10)));
    messages.put(message("long", 1));
    assertThat(messages.find("short", NOW.plusSeconds(9))).isPresent();
    assertThat(messages.find("short", NOW.plusSeconds(10))).isEmpty();
    assertThat(messages.list(null, null, NOW.plusSeconds(10)).items())
        .extracting(RetainedSummary::topic)
        .containsExactly("long");

    ForgetRetainedTask task = new ForgetRetainedTask(messages);
    assertThat(task.pass(NOW.plusSeconds(9))).isEqualTo(Outcome.DONE);
    assertThat(messages.count()).isEqualTo(2);
    assertThat(task.pass(NOW.plusSeconds(10))).isEqualTo(Outcome.DONE);
    assertThat(messages.mayHave("short")).isFalse();
    assertThat(opened().count()).isEqualTo(1);
  }

  @Test
  default void topicsAreListedInTheirOrderPageByPage() {
    RetainedMessages messages = opened();
    IntStream.range(0, 5).forEach(i -> messages.put(message("t/" + (4 - i), i)));
    Page<RetainedSummary> first = messages.list(null, 3, NOW);
    Page<RetainedSummary> second = messages.list(first.nextToken(), 3, NOW);
    assertThat(first.items())
        .extracting(RetainedSummary::topic)
        .containsExactly("t/0", "t/1", "t/2");
    assertThat(second.items())
        .containsExactly(
            new RetainedSummary("t/3", 1, 1, NOW), new RetainedSummary("t/4", 1, 1, NOW));
    assertThat(second.nextToken()).isNull();
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> messages.list(null, 201, NOW));
  }

  @Test
  default void onlyATopicThatHasAMessageHasRoomWhenAllIsTaken() {
    RetainedMessages messages = new RetainedMessages(database(), 2);
    messages.put(message("a", 1));
    assertThat(messages.hasRoom("b")).isTrue();
    messages.put(message("b", 1));
    assertThat(messages.hasRoom("c")).isFalse();
    assertThat(messages.hasRoom("a")).isTrue();
    messages.remove("a");
    assertThat(messages.hasRoom("c")).isTrue();
  }
}

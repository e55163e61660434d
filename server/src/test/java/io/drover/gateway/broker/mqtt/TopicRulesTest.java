package io.drover.gateway.broker.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRulesTest {
  private static final TopicRules AWS = BrokerLimits.AWS.topics();

  @Test
  void topicTakes256BytesAndNotOneMore() {
    assertThatCode(() -> AWS.requireName("a".repeat(256))).doesNotThrowAnyException();
    assertNoTopic("a".repeat(257));
    assertThatCode(() -> AWS.requireName("ü".repeat(128))).doesNotThrowAnyException();
    assertNoTopic("ü".repeat(128) + "a");
    assertNoTopic("€".repeat(86));
  }

  @Test
  void topicTakesSevenSlashesAndNotOneMore() {
    assertThatCode(() -> AWS.requireName("1/2/3/4/5/6/7/8")).doesNotThrowAnyException();
    assertNoTopic("1/2/3/4/5/6/7/8/9");
    assertNoFilter("1/2/3/4/5/6/7/8/#");
  }

  @Test
  void prefixOfARuleDoesNotCount() {
    assertThatCode(() -> AWS.requireName("$aws/rules/r/1/2/3/4/5/6/7/8"))
        .doesNotThrowAnyException();
    assertNoTopic("$aws/rules/r/1/2/3/4/5/6/7/8/9");
    assertThatCode(() -> AWS.requireName("$aws/rules/r/" + "a".repeat(256)))
        .doesNotThrowAnyException();
    assertNoTopic("$aws/rules/r/" + "a".repeat(257));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "#", "a/+", "a/#", "a+b", "$aws/rules/r/"})
  void topicMustNotBeEmptyOrHaveWildcards(String topic) {
    assertNoTopic(topic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "+", "+/+", "a/#", "a/+/b", "/", "/#", "+/#", "a//b", "$aws/+"})
  void filterMayHaveWildcardsThatFillALevel(String filter) {
    assertThatCode(() -> AWS.requireFilter(filter)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#/a", "a#", "a/#/b", "a+", "+a", "a/+b", "##", "++", "a/b#"})
  void filterMustNotMisplaceWildcards(String filter) {
    assertNoFilter(filter);
  }

  @Test
  void refusalShowsNoControlCharacters() {
    assertThatThrownBy(() -> AWS.requireName("a\nINFO forged/+"))
        .satisfies(e -> assertThat(e.getMessage()).contains("a?INFO forged"));
  }

  private static void assertNoTopic(String topic) {
    assertThatThrownBy(() -> AWS.requireName(topic)).isInstanceOf(ProtocolViolation.class);
  }

  private static void assertNoFilter(String filter) {
    assertThatThrownBy(() -> AWS.requireFilter(filter)).isInstanceOf(ProtocolViolation.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$aws/events/#",
        "$aws/events/thingGroupMembership/thingGroup/+/thing/t/added",
        "$aws/events/thingTypeAssociation/thing/t/thingType/y/removed"
      })
  void eventsCanBeSubscribedTo(String filter) {
    assertThatCode(() -> AWS.requireFilter(filter)).doesNotThrowAnyException();
  }
}

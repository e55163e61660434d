package io.drover.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.identity.PolicyPattern.Match;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PolicyPatternTest {
  private static final PolicyVariables CLIENT = name -> name.equals("iot:clientid") ? "a*c" : null;

  private static Match match(String pattern, String text) {
    return PolicyPattern.ofResource(pattern, true).match(text, CLIENT);
  }

  @Test
  void starCrossesSlashes() {
    assertThat(match("topic/a/*", "topic/a/b/c/d")).isEqualTo(Match.YES);
    assertThat(match("topic/a/*", "topic/a/")).isEqualTo(Match.YES);
    assertThat(match("topic/a/*", "topic/a")).isEqualTo(Match.NO);
  }

  @Test
  void questionMarkStandsForOneCharacterOfAnyPlane() {
    assertThat(match("a?c", "abc")).isEqualTo(Match.YES);
    assertThat(match("a?c", "a\uD83D\uDE00c")).isEqualTo(Match.YES);
    assertThat(match("a?c", "ac")).isEqualTo(Match.NO);
    assertThat(match("a?", "abc")).isEqualTo(Match.NO);
  }

  @Test
  void topicWildcardsStandForThemselves() {
    assertThat(match("topicfilter/a/+/c", "topicfilter/a/+/c")).isEqualTo(Match.YES);
    assertThat(match("topicfilter/a/+/c", "topicfilter/a/b/c")).isEqualTo(Match.NO);
    assertThat(match("topicfilter/a/b", "topicfilter/a/#")).isEqualTo(Match.NO);
    assertThat(match("topicfilter/a/*", "topicfilter/a/#")).isEqualTo(Match.YES);
  }

  @Test
  void valueOfVariableIsTakenLiterally() {
    assertThat(match("client/${iot:ClientId}", "client/a*c")).isEqualTo(Match.YES);
    assertThat(match("client/${iot:ClientId}", "client/abc")).isEqualTo(Match.NO);
    assertThat(match("*/${IOT:CLIENTID}/*", "x/a*c/y")).isEqualTo(Match.YES);
  }

  @Test
  void variableWithoutValueIsUnresolvedEvenBesideStar() {
    assertThat(match("*${iot:Unknown}", "anything")).isEqualTo(Match.UNRESOLVED);
  }

  @Test
  void escapedCharactersStandForThemselves() {
    assertThat(match("a${*}b", "a*b")).isEqualTo(Match.YES);
    assertThat(match("a${*}b", "axb")).isEqualTo(Match.NO);
    assertThat(match("a${?}b", "a?b")).isEqualTo(Match.YES);
    assertThat(match("a${?}b", "axb")).isEqualTo(Match.NO);
    assertThat(match("a${$}{x}", "a${x}")).isEqualTo(Match.YES);
  }

  @Test
  void olderLanguageHasNoVariables() {
    PolicyPattern pattern = PolicyPattern.ofResource("c/${iot:ClientId}", false);
    assertThat(pattern.match("c/${iot:ClientId}", CLIENT)).isEqualTo(Match.YES);
    assertThat(pattern.match("c/a*c", CLIENT)).isEqualTo(Match.NO);
  }

  @Test
  void caseOfActionsDoesNotMatter() {
    assertThat(PolicyPattern.ofAction("IOT:publ*").match("iot:Publish", CLIENT))
        .isEqualTo(Match.YES);
    assertThat(PolicyPattern.ofAction("iot:Get*").match("iot:Publish", CLIENT)).isEqualTo(Match.NO);
    assertThat(match("topic/A", "topic/a")).isEqualTo(Match.NO);
  }

  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(20_260_101);
    int matches = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = random(random, "ab/*?", 8);
      String text = random(random, "ab/", 10);
      String regex = pattern.replace("*", ".*").replace("?", ".");
      boolean expected = Pattern.matches(regex, text);
      matches += expected ? 1 : 0;
      assertThat(match(pattern, text))
          .as("%s of %s", text, pattern)
          .isEqualTo(expected ? Match.YES : Match.NO);
    }
    assertThat(matches).isGreaterThan(1_000);
  }

  @Test
  void hostilePatternEndsSoon() {
    String pattern = "*a".repeat(1_000) + "b";
    assertThat(match(pattern, "a".repeat(2_000))).isEqualTo(Match.NO);
  }

  @Test
  void unfinishedVariableIsRefused() {
    assertThatThrownBy(() -> PolicyPattern.ofResource("a${b", true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String random(Random random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}

package io.drover.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.MalformedPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String VALID =
      """
      {"Version":"2012-10-17","Statement":[
        {"Sid":"x","Effect":"Allow","Action":["iot:*"],"Resource":"arn:aws:iot:*:*:topic/a"}]}
      """;

  @Test
  void acceptsDocument() {
    assertThat(PolicyDocument.parse(VALID).statements()).hasSize(1);
  }

  @Test
  void acceptsSingleStatement() {
    String document =
        "{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"*\",\"NotResource\":\"*\"}}";
    assertThat(PolicyDocument.parse(document).statements()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{}",
        "{\"Statement\":[]}",
        "{\"Statement\":\"Allow\"}",
        "{\"Version\":\"2013-01-01\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Version\":1,\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Principal\":\"*\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[]}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[1]}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":{},\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"Publish\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"topic/a\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"NotResource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Conditions\":{}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[]}}",
        "{\"Statement\":{\"Sid\":1,\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:${x\"}}",
      })
  void refusesWhatIsNoPolicy(String text) {
    assertMalformed(() -> PolicyDocument.parse(text));
  }

  @Test
  void countsAtMost2048CharactersBesidesWhiteSpace() {
    int rest =
        "{\"Statement\":{\"Sid\":\"\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}"
            .length();
    String full =
        "{\"Statement\":{\"Sid\":\""
            + "x".repeat(2_048 - rest)
            + "\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    assertThat(full).hasSize(2_048);
    assertThatCode(() -> PolicyDocument.check(full + " \n\t".repeat(5_000)))
        .doesNotThrowAnyException();
    assertMalformed(() -> PolicyDocument.check(full.replace("\"Sid\":\"", "\"Sid\":\"y")));
  }

  @Test
  void deepNestingIsRefused() {
    assertMalformed(() -> PolicyDocument.parse("[".repeat(100_000)));
    assertMalformed(() -> PolicyDocument.parse("{\"Statement\":" + "[".repeat(900)));
  }

  @Test
  void unreadableStoredDocumentDeniesEverything() {
    PolicyDocument allowsAll =
        PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    PolicyDocument unreadable = PolicyDocument.ofStored("{\"Language\":\"of the future\"}");
    assertThat(
            PolicyEvaluator.decide(
                List.of(allowsAll, unreadable), "iot:Publish", "x", PolicyVariables.NONE))
        .isEqualTo(Decision.EXPLICIT_DENY);
  }

  private static void assertMalformed(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.rejection()).isInstanceOf(MalformedPolicy.class));
  }
}

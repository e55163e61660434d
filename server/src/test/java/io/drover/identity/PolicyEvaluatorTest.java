package io.drover.identity;

import static io.drover.identity.Decision.ALLOWED;
import static io.drover.identity.Decision.EXPLICIT_DENY;
import static io.drover.identity.Decision.IMPLICIT_DENY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {
  private static final String ARN = "arn:aws:iot:eu-central-1:123456789012:";
  private static final PolicyVariables SENSOR =
      new ConnectionContext("sensor", "sensor", List.of(), Map.of());
  private static final PolicyVariables STRANGER =
      new ConnectionContext("stranger", null, List.of(), Map.of());

  private static PolicyDocument policy(String... statements) {
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  private static String allow(String action, String resource) {
    return statement("Allow", action, resource);
  }

  private static String deny(String action, String resource) {
    return statement("Deny", action, resource);
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource.equals("*") ? "*" : ARN + resource);
  }

  private static Decision decide(
      PolicyDocument policy, String action, String resource, PolicyVariables variables) {
    return PolicyEvaluator.decide(List.of(policy), action, ARN + resource, variables);
  }

  @Test
  void whatNothingAllowsIsDenied() {
    assertThat(PolicyEvaluator.decide(List.of(), "iot:Publish", ARN + "topic/a", SENSOR))
        .isEqualTo(IMPLICIT_DENY);
    assertThat(decide(policy(allow("iot:Connect", "*")), "iot:Publish", "topic/a", SENSOR))
        .isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void denyOutweighsAllowWhereverItStands() {
    PolicyDocument before = policy(deny("iot:Publish", "topic/secret"), allow("iot:*", "*"));
    PolicyDocument after = policy(allow("iot:*", "*"), deny("iot:Publish", "topic/secret"));
    for (PolicyDocument policy : List.of(before, after)) {
      assertThat(decide(policy, "iot:Publish", "topic/secret", SENSOR)).isEqualTo(EXPLICIT_DENY);
      assertThat(decide(policy, "iot:Publish", "topic/other", SENSOR)).isEqualTo(ALLOWED);
      assertThat(decide(policy, "iot:Receive", "topic/secret", SENSOR)).isEqualTo(ALLOWED);
    }
    List<PolicyDocument> apart =
        List.of(policy(allow("iot:*", "*")), policy(deny("iot:Publish", "topic/secret")));
    assertThat(PolicyEvaluator.decide(apart, "iot:Publish", ARN + "topic/secret", SENSOR))
        .isEqualTo(EXPLICIT_DENY);
  }

  @Test
  void listsOfActionsAndResourcesMatchByAnyOfThem() {
    PolicyDocument policy =
        policy(
            """
            {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],
             "Resource":["%1$stopic/a","%1$stopic/b"]}"""
                .formatted(ARN));
    assertThat(decide(policy, "iot:Receive", "topic/b", SENSOR)).isEqualTo(ALLOWED);
    assertThat(decide(policy, "iot:Receive", "topic/c", SENSOR)).isEqualTo(IMPLICIT_DENY);
    assertThat(decide(policy, "iot:Subscribe", "topic/b", SENSOR)).isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void subscriptionsAreComparedAsText() {
    PolicyDocument all = policy(allow("iot:Subscribe", "topicfilter/a/*"));
    PolicyDocument one = policy(allow("iot:Subscribe", "topicfilter/a/b"));
    assertThat(decide(all, "iot:Subscribe", "topicfilter/a/#", SENSOR)).isEqualTo(ALLOWED);
    assertThat(decide(one, "iot:Subscribe", "topicfilter/a/#", SENSOR)).isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void thingVariablesResolveForAttachedThingsAlone() {
    PolicyDocument policy =
        policy(allow("iot:Connect", "client/${iot:Connection.Thing.ThingName}"));
    assertThat(decide(policy, "iot:Connect", "client/sensor", SENSOR)).isEqualTo(ALLOWED);
    assertThat(decide(policy, "iot:Connect", "client/other", SENSOR)).isEqualTo(IMPLICIT_DENY);
    assertThat(decide(policy, "iot:Connect", "client/stranger", STRANGER)).isEqualTo(IMPLICIT_DENY);
    PolicyDocument attached =
        policy(allow("iot:Connect", "client/${iot:Connection.Thing.IsAttached}"));
    assertThat(decide(attached, "iot:Connect", "client/true", SENSOR)).isEqualTo(ALLOWED);
    assertThat(decide(attached, "iot:Connect", "client/true", STRANGER)).isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void clientIdCannotWidenPattern() {
    PolicyDocument policy = policy(allow("*", "topicfilter/my/${iot:ClientId}/topic"));
    for (String id : List.of("+", "#", "*", "$x", "a?")) {
      PolicyVariables hostile = new ConnectionContext(id, null, List.of(), Map.of());
      assertThat(decide(policy, "iot:Subscribe", "topicfilter/my/" + id + "/topic", hostile))
          .isEqualTo(IMPLICIT_DENY);
      assertThat(decide(policy, "iot:Subscribe", "topicfilter/my/any/topic", hostile))
          .isEqualTo(IMPLICIT_DENY);
    }
    PolicyVariables longest = new ConnectionContext("x".repeat(1_025), null, List.of(), Map.of());
    assertThat(
            decide(
                policy, "iot:Subscribe", "topicfilter/my/" + "x".repeat(1_025) + "/topic", longest))
        .isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void certificateVariablesResolve() {
    PolicyVariables variables =
        new ConnectionContext(
            "c", null, List.of(), Map.of("iot:certificate.subject.commonname", "line-1"));
    PolicyDocument policy =
        policy(allow("iot:Publish", "topic/${iot:Certificate.Subject.CommonName}/*"));
    assertThat(decide(policy, "iot:Publish", "topic/line-1/x", variables)).isEqualTo(ALLOWED);
    assertThat(decide(policy, "iot:Publish", "topic/line-1/x", SENSOR)).isEqualTo(IMPLICIT_DENY);
  }

  @Test
  void conditionsNarrowAllowToNothingAndDenyNotAtAll() {
    String condition = ",\"Condition\":{\"Bool\":{\"iot:Connection.Thing.IsAttached\":\"true\"}}}";
    String allowed = allow("iot:Connect", "*").replace("}", condition);
    String denied = deny("iot:Connect", "*").replace("}", condition);
    assertThat(decide(policy(allowed), "iot:Connect", "client/sensor", SENSOR))
        .isEqualTo(IMPLICIT_DENY);
    assertThat(decide(policy(allow("*", "*"), denied), "iot:Connect", "client/sensor", SENSOR))
        .isEqualTo(EXPLICIT_DENY);
    assertThat(decide(policy(allow("*", "*"), denied), "iot:Publish", "topic/a", SENSOR))
        .isEqualTo(ALLOWED);
  }

  @Test
  void exceptionsByNotActionAndNotResource() {
    PolicyDocument policy =
        policy(
            allow("*", "*"),
            """
            {"Effect":"Deny","NotAction":"iot:Connect","NotResource":"%stopic/${iot:ClientId}/*"}"""
                .formatted(ARN));
    assertThat(decide(policy, "iot:Publish", "topic/sensor/x", SENSOR)).isEqualTo(ALLOWED);
    assertThat(decide(policy, "iot:Publish", "topic/other/x", SENSOR)).isEqualTo(EXPLICIT_DENY);
    assertThat(decide(policy, "iot:Connect", "client/other", SENSOR)).isEqualTo(ALLOWED);
  }

  @Test
  void unresolvedExceptionNeitherWidensAllowNorNarrowsDeny() {
    String except =
        "\"Action\":\"*\",\"NotResource\":\"%stopic/${iot:Connection.Thing.ThingName}\"}"
            .formatted(ARN);
    PolicyDocument allow = policy("{\"Effect\":\"Allow\"," + except);
    PolicyDocument deny = policy(allow("*", "*"), "{\"Effect\":\"Deny\"," + except);
    assertThat(decide(allow, "iot:Publish", "topic/x", STRANGER)).isEqualTo(IMPLICIT_DENY);
    assertThat(decide(deny, "iot:Publish", "topic/x", STRANGER)).isEqualTo(EXPLICIT_DENY);
    assertThat(decide(allow, "iot:Publish", "topic/x", SENSOR)).isEqualTo(ALLOWED);
  }

  @Test
  void decisionHangsNeitherOnOrderNorOnHowStatementsAreSpread() {
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      List<String> statements = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        statements.add(
            statement(
                random.nextInt(4) == 0 ? "Deny" : "Allow",
                List.of("*", "iot:*", "iot:Publish", "iot:Rec*").get(random.nextInt(4)),
                List.of("*", "topic/a", "topic/?", "topic/${iot:ClientId}", "topic/${iot:No}")
                    .get(random.nextInt(5))));
      }
      String action = random.nextBoolean() ? "iot:Publish" : "iot:Receive";
      String topic = List.of("topic/a", "topic/sensor", "topic/b").get(random.nextInt(3));
      Decision together = decide(policy(statements.toArray(new String[0])), action, topic, SENSOR);
      Collections.shuffle(statements, random);
      List<PolicyDocument> apart = statements.stream().map(PolicyEvaluatorTest::policy).toList();
      assertThat(PolicyEvaluator.decide(apart, action, ARN + topic, SENSOR)).isEqualTo(together);
      boolean denied =
          apart.stream().anyMatch(p -> decide(p, action, topic, SENSOR) == EXPLICIT_DENY);
      boolean allowed = apart.stream().anyMatch(p -> decide(p, action, topic, SENSOR) == ALLOWED);
      assertThat(together).isEqualTo(denied ? EXPLICIT_DENY : allowed ? ALLOWED : IMPLICIT_DENY);
    }
  }
}

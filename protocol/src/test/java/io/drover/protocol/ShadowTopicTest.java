package io.drover.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.protocol.ShadowTopic.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowTopicTest {

  @Test
  void requestsAboutClassicAndNamedShadowsAreRead() {
    assertThat(ShadowTopic.parse("$aws/things/T/shadow/get"))
        .contains(new ShadowTopic("T", ShadowTopic.CLASSIC, Action.GET));
    assertThat(ShadowTopic.parse("$aws/things/T/shadow/name/N/update"))
        .contains(new ShadowTopic("T", "N", Action.UPDATE));
    assertThat(ShadowTopic.parse("$aws/things/T/shadow/name/get/delete"))
        .contains(new ShadowTopic("T", "get", Action.DELETE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$aws/things/T/shadow/update/accepted",
        "$aws/things/T/shadow/name/N/update/delta",
        "$aws/things/T/shadow/name/update",
        "$aws/things/T/shadow/name//update",
        "$aws/things/T/shadow/",
        "$aws/things/T/shadow/list"
      })
  void whatElseIsUnderThePrefixIsNoRequest(String topic) {
    assertThat(ShadowTopic.parse(topic)).isEmpty();
    assertThat(ShadowTopic.isShadowTopic(topic)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$aws/things/T/jobs/get",
        "$aws/things//shadow/get",
        "$aws/things/T/x/shadow/get",
        "a/b",
        "$aws/things/T/shadow"
      })
  void otherTopicsAreNotAboutShadows(String topic) {
    assertThat(ShadowTopic.parse(topic)).isEmpty();
    assertThat(ShadowTopic.isShadowTopic(topic)).isFalse();
  }

  @Test
  void topicsOfMessagesStandBesideTheirRequests() {
    ShadowTopic classic = new ShadowTopic("T", ShadowTopic.CLASSIC, Action.UPDATE);
    ShadowTopic named = new ShadowTopic("T", "N", Action.GET);

    assertThat(classic.accepted()).isEqualTo("$aws/things/T/shadow/update/accepted");
    assertThat(named.rejected()).isEqualTo("$aws/things/T/shadow/name/N/get/rejected");
    assertThat(ShadowTopic.delta("T", "N")).isEqualTo("$aws/things/T/shadow/name/N/update/delta");
    assertThat(ShadowTopic.documents("T", "")).isEqualTo("$aws/things/T/shadow/update/documents");
  }
}

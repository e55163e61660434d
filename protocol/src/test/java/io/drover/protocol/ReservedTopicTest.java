package io.drover.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.protocol.ReservedTopic.JobExecutionGet;
import io.drover.protocol.ReservedTopic.JobExecutionUpdate;
import io.drover.protocol.ReservedTopic.JobsGet;
import io.drover.protocol.ReservedTopic.JobsNotify;
import io.drover.protocol.ReservedTopic.JobsNotifyNext;
import io.drover.protocol.ReservedTopic.JobsStartNext;
import io.drover.protocol.ReservedTopic.UnknownJobsTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedTopicTest {
  private static final String PREFIX = "$aws/things/MyThing/jobs/";

  @Test
  void namesEachRequestAndEachMessage() {
    assertParsed("get", new JobsGet("MyThing"));
    assertParsed("start-next", new JobsStartNext("MyThing"));
    assertParsed("notify", new JobsNotify("MyThing"));
    assertParsed("notify-next", new JobsNotifyNext("MyThing"));
    assertParsed("0001/get", new JobExecutionGet("MyThing", "0001"));
    assertParsed("$next/get", new JobExecutionGet("MyThing", "$next"));
    assertParsed("0001/update", new JobExecutionUpdate("MyThing", "0001"));
  }

  private static void assertParsed(String rest, ReservedTopic expected) {
    assertThat(ReservedTopic.parse(PREFIX + rest)).contains(expected);
    assertThat(expected.topic()).isEqualTo(PREFIX + rest);
  }

  @Test
  void onlyDollarNextAsksForTheFirstOfTheQueue() {
    assertThat(new JobExecutionGet("T", "$next").isNext()).isTrue();
    assertThat(new JobExecutionGet("T", "next").isNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "got",
        "get/",
        "get/accepted",
        "start-next/rejected",
        "0001",
        "0001/",
        "0001/delete",
        "0001/get/accepted",
        "/get",
        "notify/get",
        "get/update",
        "start-next/get",
        "0001/namespace-n/get"
      })
  void whatStandsForNothingIsStillUnderThePrefix(String rest) {
    String topic = PREFIX + rest;

    assertThat(ReservedTopic.parse(topic)).contains(new UnknownJobsTopic("MyThing", topic));
    assertThat(ReservedTopic.isJobsTopic(topic)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "$aws/things/",
        "$aws/things//jobs/get",
        "$aws/things/MyThing",
        "$aws/things/MyThing/jobs",
        "$aws/things/MyThing/shadow/get",
        "$aws/things/MyThing/jobsget",
        "$aws/thing/MyThing/jobs/get",
        "x$aws/things/MyThing/jobs/get"
      })
  void otherTopicsAreNotReservedForJobs(String topic) {
    assertThat(ReservedTopic.parse(topic)).isEmpty();
    assertThat(ReservedTopic.isJobsTopic(topic)).isFalse();
  }

  @Test
  void answersGoBesideTheRequest() {
    assertThat(ReservedTopic.accepted(PREFIX + "get")).isEqualTo(PREFIX + "get/accepted");
    assertThat(ReservedTopic.rejected(PREFIX + "get")).isEqualTo(PREFIX + "get/rejected");
  }
}

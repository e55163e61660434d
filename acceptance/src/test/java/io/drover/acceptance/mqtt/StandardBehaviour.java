package io.drover.acceptance.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What must hold with every client library that can be asked for it while the broker keeps to the
/// specifications of MQTT, beyond what AWS's does.
enum StandardBehaviour implements Expectation {
  MESSAGES_OF_QOS_2_ARRIVE_ONCE {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer receiver = stage.first();
          Peer sender = stage.second()) {
        receiver.subscribe(stage.topic("twice/a"), 2);
        receiver.subscribe(stage.topic("twice/b"), 1);
        for (int number = 0; number < 10; number++) {
          Message message = Message.of(stage.topic("twice/a"), "m" + number, 2);
          sender.publish(message);
          assertThat(receiver.next()).isEqualTo(message);
        }
        sender.publish(Message.of(stage.topic("twice/b"), "as granted", 2));
        assertThat(receiver.next()).isEqualTo(Message.of(stage.topic("twice/b"), "as granted", 1));
      }
    }
  },

  SESSION_KEEPS_MESSAGES_OF_QOS_2 {
    @Override
    public void holds(Stage stage) throws Exception {
      stage.first().close();
      Message one = Message.of(stage.topic("kept"), "one", 2);
      Message two = Message.of(stage.topic("kept"), "two", 2);
      Message live = Message.of(stage.topic("kept"), "live", 2);
      try (Peer before = stage.persistent()) {
        before.subscribe(one.topic(), 2);
        before.drop();
      }
      try (Peer sender = stage.second()) {
        sender.publish(one);
        sender.publish(two);
        try (Peer again = stage.persistent()) {
          assertThat(again.connection().sessionPresent()).isTrue();
          assertThat(again.next()).isEqualTo(one);
          assertThat(again.next()).isEqualTo(two);
          sender.publish(live);
          assertThat(again.next()).isEqualTo(live);
        }
      }
      stage.first().close();
    }
  },

  HASH_MATCHES_ITS_PARENT {
    @Override
    public void holds(Stage stage) throws Exception {
      Message parent = Message.of(stage.topic("tree"), "parent", 1);
      Message child = Message.of(stage.topic("tree/a/b"), "child", 1);
      try (Peer receiver = stage.first()) {
        receiver.subscribe(stage.topic("tree/#"), 1);
        receiver.publish(parent);
        assertThat(receiver.next()).isEqualTo(parent);
        receiver.publish(child);
        assertThat(receiver.next()).isEqualTo(child);
      }
    }
  },

  WILDCARDS_BRING_RETAINED_MESSAGES {
    @Override
    public void holds(Stage stage) throws Exception {
      Message one = Message.of(stage.topic("state/a"), "one", 1).retained();
      Message two = Message.of(stage.topic("state/b"), "two", 2).retained();
      try (Peer sender = stage.second()) {
        sender.publish(one);
        sender.publish(two);
        try (Peer late = stage.first()) {
          late.subscribe(stage.topic("state/+"), 2);
          assertThat(List.of(late.next(), late.next())).containsExactlyInAnyOrder(one, two);
        }
        sender.publish(Message.of(one.topic(), "", 1).retained());
        sender.publish(Message.of(two.topic(), "", 1).retained());
      }
    }
  },

  WILL_WAITS_FOR_ITS_DELAY_OR_FOR_THE_END_OF_THE_SESSION {
    @Override
    public void holds(Stage stage) throws Exception {
      Message will = Message.of(stage.topic("last"), "gone", 1);
      try (Peer watcher = stage.first()) {
        watcher.subscribe(will.topic());
        try (Peer dropped = stage.persistentSecondWith(will, Duration.ofSeconds(1))) {
          long before = System.nanoTime();
          dropped.drop();
          assertThat(watcher.next()).isEqualTo(will);
          assertThat(Duration.ofNanos(System.nanoTime() - before))
              .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        try (Peer dropped = stage.persistentSecondWith(will, Duration.ofHours(1))) {
          dropped.drop();
        }
        stage.second().close();
        assertThat(watcher.next()).isEqualTo(will);
      }
    }
  },

  SUBSCRIPTIONS_HAVE_IDENTIFIERS {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer receiver = stage.first()) {
        receiver.subscribeAs(7, stage.topic("ids/+"));
        receiver.subscribeAs(300, stage.topic("ids/b/#"));
        receiver.publish(Message.of(stage.topic("ids/a"), "of one", 1));
        assertThat(receiver.next().properties().identifiers()).containsExactly(7);
        receiver.publish(Message.of(stage.topic("ids/b"), "of both", 1));
        assertThat(receiver.next().properties().identifiers()).containsExactlyInAnyOrder(7, 300);
        receiver.publish(Message.of(stage.topic("ids/b/c"), "of the other", 1));
        assertThat(receiver.next().properties().identifiers()).containsExactly(300);
      }
    }
  };

  /// What a library of MQTT 3.1.1 cannot be asked.
  static final Map<Expectation, String> OF_MQTT_5_ALONE =
      Map.of(
          WILL_WAITS_FOR_ITS_DELAY_OR_FOR_THE_END_OF_THE_SESSION, "MQTT 3.1.1 has no delay",
          SUBSCRIPTIONS_HAVE_IDENTIFIERS, "MQTT 3.1.1 has no identifiers");
}

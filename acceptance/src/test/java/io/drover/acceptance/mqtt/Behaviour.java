package io.drover.acceptance.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.mqtt.Message.Properties;
import io.drover.acceptance.mqtt.Message.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What must hold with every client library that can be asked for it.
enum Behaviour implements Expectation {
  MESSAGES_OF_QOS_0_AND_1_ARRIVE {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer receiver = stage.first();
          Peer sender = stage.second()) {
        assertThat(receiver.connection().sessionPresent()).isFalse();
        receiver.subscribe(stage.topic("qos/+"));
        for (int qos = 0; qos < 2; qos++) {
          Message message = Message.of(stage.topic("qos/a"), "of " + qos + " \u00e9\u2713", qos);
          sender.publish(message);
          assertThat(receiver.next()).isEqualTo(message);
        }
        Message large = Message.of(stage.topic("qos/b"), "x".repeat(128 << 10), 1);
        sender.publish(large);
        assertThat(receiver.next()).isEqualTo(large);
      }
    }
  },

  WILL_IS_TOLD_WHEN_THE_NETWORK_FAILS_AND_ONLY_THEN {
    @Override
    public void holds(Stage stage) throws Exception {
      Message will = Message.of(stage.topic("will"), "gone", 1);
      try (Peer watcher = stage.first()) {
        watcher.subscribe(will.topic());
        stage.secondWith(will).close();
        try (Peer dropped = stage.secondWith(will)) {
          Message alive = Message.of(will.topic(), "alive", 1);
          dropped.publish(alive);
          assertThat(watcher.next()).isEqualTo(alive);
          dropped.drop();
          assertThat(watcher.next()).isEqualTo(will);
        }
      }
    }
  },

  RETAINED_MESSAGE_WAITS_FOR_ITS_EXACT_FILTER {
    @Override
    public void holds(Stage stage) throws Exception {
      Message retained = Message.of(stage.topic("kept/a"), "state", 1).retained();
      Message live = Message.of(stage.topic("kept/b"), "live", 1);
      try (Peer sender = stage.second()) {
        sender.publish(retained);
        try (Peer late = stage.first()) {
          late.subscribe(stage.topic("kept/+"));
          sender.publish(live);
          assertThat(late.next()).isEqualTo(live);
          late.subscribe(retained.topic());
          assertThat(late.next()).isEqualTo(retained);
        }
        sender.publish(Message.of(retained.topic(), "", 1).retained());
        try (Peer later = stage.first()) {
          later.subscribe(retained.topic());
          later.subscribe(live.topic());
          sender.publish(live.retained());
          assertThat(later.next()).isEqualTo(live);
          sender.publish(Message.of(live.topic(), "", 1).retained());
        }
      }
    }
  },

  SESSION_KEEPS_MESSAGES_UNTIL_IT_IS_ENDED {
    @Override
    public void holds(Stage stage) throws Exception {
      stage.first().close();
      Message kept = Message.of(stage.topic("session"), "kept", 1);
      Message live = Message.of(stage.topic("session"), "live", 1);
      try (Peer before = stage.persistent()) {
        assertThat(before.connection().sessionPresent()).isFalse();
        before.subscribe(kept.topic());
        before.drop();
      }
      try (Peer sender = stage.second()) {
        sender.publish(kept);
        sender.publish(Message.of(kept.topic(), "of QoS 0, which nobody keeps", 0));
        try (Peer again = stage.persistent()) {
          assertThat(again.connection().sessionPresent()).isTrue();
          assertThat(again.next()).isEqualTo(kept);
          sender.publish(live);
          assertThat(again.next()).isEqualTo(live);
        }
        try (Peer clean = stage.first()) {
          assertThat(clean.connection().sessionPresent()).isFalse();
          sender.publish(kept);
          clean.subscribe(live.topic());
          sender.publish(live);
          assertThat(clean.next()).isEqualTo(live);
        }
      }
    }
  },

  LATER_CONNECTION_TAKES_THE_CLIENT_ID_OVER {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer earlier = stage.first();
          Peer later = stage.first()) {
        assertThat(earlier.inbox().awaitEnd())
            .isEqualTo(stage.library().version() == 5 ? 0x8e : -1);
        Message message = Message.of(stage.topic("taken"), "over", 1);
        later.subscribe(message.topic());
        later.publish(message);
        assertThat(later.next()).isEqualTo(message);
      }
    }
  },

  SHADOW_ANSWERS_ITS_TOPICS {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer device = stage.first()) {
        device.subscribe(stage.reserved("shadow/update/accepted"));
        device.subscribe(stage.reserved("shadow/get/+"));
        device.publish(
            Message.of(
                stage.reserved("shadow/update"),
                "{\"state\":{\"reported\":{\"on\":true}},\"clientToken\":\"t\"}",
                1));
        Message accepted = device.next();
        assertThat(accepted.topic()).isEqualTo(stage.reserved("shadow/update/accepted"));
        assertThat(at(accepted, "/clientToken")).isEqualTo("t");
        device.publish(Message.of(stage.reserved("shadow/get"), "", 1));
        Message document = device.next();
        assertThat(document.topic()).isEqualTo(stage.reserved("shadow/get/accepted"));
        assertThat(at(document, "/state/reported/on")).isEqualTo("true");
      }
    }
  },

  JOBS_ANSWER_THEIR_TOPICS {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer device = stage.first()) {
        device.subscribe(stage.reserved("jobs/get/accepted"));
        device.subscribe(stage.reserved("jobs/+/get/rejected"));
        device.publish(Message.of(stage.reserved("jobs/get"), "{\"clientToken\":\"t\"}", 1));
        Message pending = device.next();
        assertThat(pending.topic()).isEqualTo(stage.reserved("jobs/get/accepted"));
        assertThat(at(pending, "/clientToken")).isEqualTo("t");
        device.publish(Message.of(stage.reserved("jobs/none/get"), "{}", 0));
        assertThat(at(device.next(), "/code")).isEqualTo("ResourceNotFound");
      }
    }
  },

  PUBLISH_WITHOUT_PERMISSION_IS_REFUSED {
    @Override
    public void holds(Stage stage) throws Exception {
      Message secret = Message.of("secret/" + stage.one().thing(), "x", 1);
      try (Peer intruder = stage.first()) {
        if (stage.library().version() == 5) {
          assertThat(intruder.connection().publish(secret)).isEqualTo(0x87);
        }
        intruder.publish(Message.of(secret.topic(), "x", 0));
        assertThat(intruder.inbox().awaitEnd())
            .isEqualTo(stage.library().version() == 5 ? 0x87 : Inbox.UNTOLD);
      }
    }
  },

  PROPERTIES_OF_MQTT_5_ARRIVE {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer receiver = stage.first();
          Peer sender = stage.second()) {
        receiver.subscribe(stage.topic("asked"));
        List<UserProperty> user =
            List.of(
                new UserProperty("z", "1"), new UserProperty("z", ""), new UserProperty("a", "2"));
        Properties properties =
            new Properties(user, "text/plain", stage.topic("answer"), "c", 60L, List.of());
        sender.publish(Message.of(stage.topic("asked"), "?", 1).with(properties));
        Properties received = receiver.next().properties();
        assertThat(received.user()).isEqualTo(user);
        assertThat(received.contentType()).isEqualTo("text/plain");
        assertThat(received.responseTopic()).isEqualTo(stage.topic("answer"));
        assertThat(received.correlation()).isEqualTo("c");
        assertThat(received.expiry()).isBetween(30L, 60L);
      }
    }
  },

  ALIASES_STAND_FOR_TOPICS {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer receiver = stage.first();
          Peer sender = stage.second()) {
        receiver.subscribe(stage.topic("alias/+"));
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          sent.add(Message.of(stage.topic("alias/" + i % 10 % (i < 15 ? 3 : 10)), "m" + i, 1));
          sender.publish(sent.getLast());
        }
        for (Message message : sent) {
          assertThat(receiver.next()).isEqualTo(message);
        }
      }
    }
  },

  MQTT_GOES_THROUGH_WEB_SOCKETS_WITH_A_CERTIFICATE {
    @Override
    public void holds(Stage stage) throws Exception {
      try (Peer browser = stage.overWebSocket()) {
        for (String payload : List.of("small", "x".repeat(100_000))) {
          Message message = Message.of(stage.topic("socket"), payload, 1);
          browser.subscribe(message.topic());
          browser.publish(message);
          assertThat(browser.next()).isEqualTo(message);
        }
      }
    }
  };

  /// What a library of MQTT 3.1.1 cannot be asked.
  static final Map<Expectation, String> OF_MQTT_5_ALONE =
      Map.of(
          PROPERTIES_OF_MQTT_5_ARRIVE, "MQTT 3.1.1 has no properties",
          ALIASES_STAND_FOR_TOPICS, "MQTT 3.1.1 has no aliases");

  private static String at(Message message, String path) {
    return JsonMapper.shared().readTree(message.payload()).at(path).asString();
  }
}

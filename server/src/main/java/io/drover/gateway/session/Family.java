package io.drover.gateway.session;

/// The versions of MQTT between which sessions are not carried over.
public enum Family {
  MQTT_3(3),
  MQTT_5(5);

  private final int number;

  Family(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Family of(long number) {
    return number == MQTT_3.number ? MQTT_3 : MQTT_5;
  }
}

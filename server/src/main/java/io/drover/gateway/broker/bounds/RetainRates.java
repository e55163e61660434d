package io.drover.gateway.broker.bounds;

import io.drover.gateway.broker.mqtt.Rates;
import java.time.InstantSource;

/// How many messages may ask to be retained in a second, of all topics and of each.
public record RetainRates(Rate all, RateOfEach ofTopic) {
  public RetainRates(Rates rates, InstantSource clock) {
    this(new Rate(rates.retained(), clock), new RateOfEach(rates.retainedOfTopic(), clock));
  }

  /// Whether one more of this topic is within the rates.
  public boolean admit(String topic) {
    return ofTopic.admits(topic) && all.admits();
  }
}

package io.drover.gateway.broker.bounds;

import io.drover.gateway.broker.mqtt.Rates;
import java.time.InstantSource;

/// How many may connect in a second. What a client id has used up counts only from clients that may
/// have it, so that nobody else can keep it out.
public record ConnectRates(Rate all, RateOfEach ofClient) {
  public ConnectRates(Rates rates, InstantSource clock) {
    this(new Rate(rates.connects(), clock), new RateOfEach(rates.connectsOfClient(), clock));
  }
}

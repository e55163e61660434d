package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Rates;
import java.time.InstantSource;

/// How many may connect in a second. What a client id has used up counts only from clients that may
/// have it, so that nobody else can keep it out.
record ConnectRates(Rate all, RateOfEach ofClient) {
  ConnectRates(Rates rates, InstantSource clock) {
    this(new Rate(rates.connects(), clock), new RateOfEach(rates.connectsOfClient(), clock));
  }
}

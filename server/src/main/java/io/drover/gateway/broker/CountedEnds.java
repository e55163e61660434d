package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;

/// Counts why connections end.
record CountedEnds(BrokerCounters counters) implements PresenceListener {

  @Override
  public void connected(Presence presence) {}

  @Override
  public void disconnected(Presence presence, CloseReason reason) {
    counters.ended().count(reason);
  }
}

package io.drover;

import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.BrokerCounters;
import io.drover.gateway.broker.Tally;
import io.drover.gateway.broker.transport.HandshakePlaces;
import io.drover.metrics.MetricsPage;
import java.util.Locale;

/// What the broker holds and has counted, for monitoring.
final class BrokerFigures {
  private final MetricsPage page;

  private BrokerFigures(MetricsPage page) {
    this.page = page;
  }

  /// The same page, with the broker's figures on it.
  static MetricsPage on(MetricsPage page, Broker broker) {
    BrokerFigures figures = new BrokerFigures(page);
    figures.held(broker);
    figures.connections(broker.counters(), broker.handshakes());
    figures.messages(broker.counters());
    figures.memory(broker);
    return page;
  }

  private void held(Broker broker) {
    page.gauge("drover.mqtt.connections", "Clients that are connected.", broker::connections)
        .gauge("drover.mqtt.sessions", "Sessions that are kept.", broker::sessions)
        .gauge("drover.mqtt.kept.messages", "Messages that wait in sessions.", broker::keptMessages)
        .gauge("drover.mqtt.kept.bytes", "Their bytes.", broker::keptBytes)
        .gauge(
            "drover.mqtt.waiting.bytes",
            "Bytes of messages that wait for slow clients.",
            broker::waitingBytes)
        .gauge(
            "drover.mqtt.retained.messages",
            "Topics with a retained message.",
            () -> broker.retained().count());
  }

  private void connections(BrokerCounters counters, HandshakePlaces handshakes) {
    page.gauge("drover.mqtt.handshakes", "TLS handshakes under way.", handshakes::taken)
        .counter(
            "drover.mqtt.handshakes.refused",
            "Sockets closed because too many handshakes were under way.",
            handshakes::refusals)
        .counter(
            "drover.mqtt.handshakes.failed",
            "TLS handshakes without success.",
            handshakes::failures)
        .counter("drover.mqtt.sockets", "Sockets accepted.", counters::accepted)
        .counter("drover.mqtt.connects", "Clients let in.", counters::connected);
    each("drover.mqtt.refused", "Sockets and CONNECTs turned away.", counters.refused());
    each("drover.mqtt.disconnects", "Connections that have ended.", counters.ended());
  }

  private void messages(BrokerCounters counters) {
    page.counter("drover.mqtt.messages.received", "Publishes taken.", counters::messagesIn)
        .counter("drover.mqtt.messages.sent", "Messages written to clients.", counters::messagesOut)
        .counter(
            "drover.mqtt.slowed",
            "Times that a client was not read because of its bytes.",
            counters::slowed);
    each("drover.mqtt.messages.dropped", "Messages that did not arrive.", counters.dropped());
  }

  private void memory(Broker broker) {
    page.gauge(
            "drover.mqtt.memory.short",
            "1 while new connections are refused because memory is short.",
            () -> broker.isMemoryShort() ? 1 : 0)
        .counter(
            "drover.mqtt.memory.episodes", "Times that memory was short.", broker::memoryEpisodes)
        .counter(
            "drover.mqtt.shed",
            "Connections ended because memory was short.",
            () -> broker.counters().shed());
  }

  private <K extends Enum<K>> void each(String name, String description, Tally<K> tally) {
    for (K reason : tally.kinds()) {
      page.counter(
          name, description, reason.name().toLowerCase(Locale.ROOT), () -> tally.of(reason));
    }
  }
}

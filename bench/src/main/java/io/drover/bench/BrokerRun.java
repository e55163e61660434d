package io.drover.bench;

import io.drover.bench.Brokers.Both;
import io.drover.bench.Exchanges.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One run of the broker benchmark, part by part; parts of size 0 are left out.
final class BrokerRun {
  private final Sizes sizes;
  private final Path folder;
  private final Progress progress;

  BrokerRun(Sizes sizes, Path folder, Progress progress) {
    this.sizes = sizes;
    this.folder = folder;
    this.progress = progress;
  }

  /// How much of everything; see the options of [BrokerBench].
  record Sizes(
      int connections,
      int fan,
      int idle,
      int idleTls,
      int connects,
      int subscriptions,
      Duration measured,
      Duration soak) {}

  /// @param other the broker beside, where it is installed
  record Figures(
      Sizes sizes,
      Optional<String> other,
      Both<List<Exchange>> exchanges,
      Optional<Both<IdleMemory.Figures>> idle,
      Optional<Both<IdleMemory.Figures>> idleTls,
      Optional<ConnectRate.Figures> connects,
      Optional<Both<MatchingCost.Figures>> matching,
      Optional<Soak.Figures> soak) {}

  Figures measure() {
    Brokers brokers = Brokers.prepare(folder);
    Optional<String> other = brokers.other();
    progress.done(
        "beside Drover: "
            + other.orElse("nothing, for there is no mosquitto: apt install mosquitto"));
    return new Figures(
        sizes,
        other,
        brokers.withEach(
            broker ->
                new Exchanges(brokers, broker, sizes.measured(), progress)
                    .measure(sizes.connections(), sizes.fan())),
        idle(brokers, Transport.plain, sizes.idle()),
        idle(brokers, Transport.tls, sizes.idleTls()),
        connects(brokers),
        matching(brokers),
        soak(brokers));
  }

  private Optional<Both<IdleMemory.Figures>> idle(
      Brokers brokers, Transport transport, int connections) {
    return connections == 0
        ? Optional.empty()
        : Optional.of(
            done(
                connections + " idle connections over " + transport,
                brokers.withEach(
                    new IdleMemory(brokers, transport, connections, progress)::measure)));
  }

  private Optional<ConnectRate.Figures> connects(Brokers brokers) {
    return sizes.connects() == 0
        ? Optional.empty()
        : Optional.of(
            done(
                "connects over mutual TLS",
                new ConnectRate(brokers, sizes.connects(), progress).measure()));
  }

  private Optional<Both<MatchingCost.Figures>> matching(Brokers brokers) {
    MatchingCost cost =
        new MatchingCost(brokers, sizes.subscriptions(), sizes.measured(), progress);
    return sizes.subscriptions() == 0
        ? Optional.empty()
        : Optional.of(
            done(sizes.subscriptions() + " subscriptions", brokers.withEach(cost::measure)));
  }

  private Optional<Soak.Figures> soak(Brokers brokers) {
    return sizes.soak().isZero()
        ? Optional.empty()
        : Optional.of(
            done(
                "soak",
                brokers.withDrover(
                    broker -> new Soak(brokers, broker, sizes.soak(), progress).measure())));
  }

  private <T> T done(String what, T figures) {
    progress.done(what + ": measured");
    return figures;
  }
}

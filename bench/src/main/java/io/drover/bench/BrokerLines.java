package io.drover.bench;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import io.drover.bench.Brokers.Both;
import io.drover.bench.Exchanges.Exchange;
import io.drover.bench.Meter.Traffic;
import java.util.List;
import java.util.Optional;

/// The lines of a report about the broker; those of the other broker stand below Drover's.
final class BrokerLines {
  private static final String OTHER = "  mosquitto";
  private static final String RATIO = "  ratio, per CPU-second";

  private final Lines lines = new Lines();

  List<Line> of(BrokerRun.Figures figures) {
    lines.title("Drover" + figures.other().map(other -> " beside " + other).orElse(" alone"));
    exchanges(figures.exchanges());
    figures
        .idle()
        .ifPresent(idle -> idle("idle plain connections", IdleMemory.MOST_PLAIN_KIB, idle));
    figures
        .idleTls()
        .ifPresent(idle -> idle("idle connections, mutual TLS", IdleMemory.MOST_TLS_KIB, idle));
    figures.connects().ifPresent(this::connects);
    figures.matching().ifPresent(this::matching);
    figures.soak().ifPresent(this::soak);
    return lines.all();
  }

  private void exchanges(Both<List<Exchange>> exchanges) {
    for (int i = 0; i < exchanges.drover().size(); i++) {
      int at = i;
      exchange(exchanges.drover().get(i), exchanges.mosquitto().map(others -> others.get(at)));
    }
  }

  private void exchange(Exchange drover, Optional<Exchange> other) {
    lines.title(drover.name());
    traffic(drover.unit(), drover.traffic());
    other.ifPresent(
        exchange -> {
          traffic(OTHER, exchange.traffic());
          double ratio =
              drover.traffic().rate().perServerCpuSecond()
                  / exchange.traffic().rate().perServerCpuSecond();
          lines.add(
              Line.of(RATIO, format(ROOT, "%.2f", ratio)).atLeast(ratio, drover.leastRatio()));
        });
  }

  private void traffic(String name, Traffic traffic) {
    rate(name, traffic.rate());
    lines.add("    under way", traffic.millis().shown());
    lines.add("    the clients' own thread is busy", format(ROOT, "%.2f", traffic.clientBusy()));
    if (traffic.lost() > 0) {
      lines.add("    lost", format(ROOT, "%,d", traffic.lost()));
    }
  }

  private void rate(String name, Rate rate) {
    lines.add(
        name,
        format(
            ROOT,
            "%,.0f per server-CPU-second, %,.0f /s (%,d)",
            rate.perServerCpuSecond(),
            rate.perSecond(),
            rate.count()));
  }

  private void idle(String name, double most, Both<IdleMemory.Figures> idle) {
    lines.title(format(ROOT, "%,d %s, after a collection", idle.drover().connections(), name));
    lines.add(
        Line.of("KiB resident each, beyond the empty server", resident(idle.drover()))
            .atMost(idle.drover().kibEach(), most));
    idle.drover()
        .liveKibEach()
        .ifPresent(
            each -> lines.add("  of them in objects of the heap", format(ROOT, "%.1f", each)));
    idle.mosquitto().ifPresent(figures -> lines.add(OTHER, resident(figures)));
  }

  private static String resident(IdleMemory.Figures figures) {
    return format(
        ROOT,
        "%.1f (%.0f MiB; %.0f empty)",
        figures.kibEach(),
        figures.fullMiB(),
        figures.emptyMiB());
  }

  private void connects(ConnectRate.Figures figures) {
    lines.title("connects over mutual TLS, whole handshakes");
    rate("let in and left again", figures.connects().drover());
    figures.connects().mosquitto().ifPresent(rate -> rate(OTHER, rate));
    figures
        .connects()
        .ratio(Rate::perServerCpuSecond)
        .ifPresent(ratio -> lines.add(RATIO, format(ROOT, "%.2f", ratio)));
    figures
        .handshakes()
        .ifPresentOrElse(
            rate -> handshakes(figures.connects().drover(), rate),
            () -> lines.add("  openssl s_server", "not installed: apt install openssl"));
  }

  private void handshakes(Rate drover, Rate openssl) {
    rate("  openssl s_server, handshakes alone", openssl);
    double ratio = drover.perServerCpuSecond() / openssl.perServerCpuSecond();
    lines.add(
        Line.of("  ratio to it, per CPU-second", format(ROOT, "%.2f", ratio))
            .atLeast(ratio, ConnectRate.LEAST_OF_HANDSHAKES));
  }

  private void matching(Both<MatchingCost.Figures> both) {
    MatchingCost.Figures drover = both.drover();
    lines.title(
        format(
            ROOT,
            "publishes to subscribed topics, with 1,000 and %,d subscriptions",
            drover.subscriptions()));
    costs("CPU each", drover);
    lines.add(
        Line.of("  many to few, same topics", format(ROOT, "%.2f", drover.ratio()))
            .atMost(drover.ratio(), MatchingCost.MOST_RATIO));
    both.mosquitto()
        .ifPresent(
            figures -> {
              costs(OTHER, figures);
              lines.add("  many to few, same topics", format(ROOT, "%.2f", figures.ratio()));
            });
  }

  private void costs(String name, MatchingCost.Figures figures) {
    lines.add(
        name,
        format(
            ROOT,
            "%.1f µs with few, %.1f with many; to any topic %.1f",
            micros(figures.few()),
            micros(figures.many()),
            micros(figures.anywhere())));
  }

  private static double micros(Rate rate) {
    return 1e6 / rate.perServerCpuSecond();
  }

  private void soak(Soak.Figures figures) {
    lines.title(format(ROOT, "soak, %,d s with %,d clients", figures.seconds(), figures.clients()));
    lines.add(
        "connects; ends; takeovers; publishes",
        format(
            ROOT,
            "%,d; %,d; %,d; %,d",
            figures.connects(),
            figures.drops(),
            figures.takeovers(),
            figures.publishes()));
    lines.add(
        Line.of(
                "live heap at first, halfway, at the end",
                format(
                    ROOT,
                    "%.1f, %.1f, %.1f MiB",
                    figures.startMiB(),
                    figures.middleMiB(),
                    figures.endMiB()))
            .atMost(figures.growth(), Soak.MOST_GROWTH));
  }
}

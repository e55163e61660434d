package io.drover.bench;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import io.drover.bench.Brokers.Both;
import io.drover.bench.Exchanges.Exchange;
import io.drover.bench.Meter.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines of a report about the broker; those of the other broker stand below Drover's.
final class BrokerLines {
  private static final String OTHER = "  mosquitto";
  private static final String RATIO = "  ratio, per CPU-second";

  private final List<Line> lines = new ArrayList<>();

  List<Line> of(BrokerRun.Figures figures) {
    title("Drover" + figures.other().map(other -> " beside " + other).orElse(" alone"));
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
    return List.copyOf(lines);
  }

  private void title(String title) {
    add("", "");
    add("-- " + title, "");
  }

  private void add(String name, String figure) {
    lines.add(Line.of(name, figure));
  }

  private void exchanges(Both<List<Exchange>> exchanges) {
    for (int i = 0; i < exchanges.drover().size(); i++) {
      int at = i;
      exchange(exchanges.drover().get(i), exchanges.mosquitto().map(others -> others.get(at)));
    }
  }

  private void exchange(Exchange drover, Optional<Exchange> other) {
    title(drover.name());
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
    add("    under way", traffic.millis().shown());
    add("    the clients' own thread is busy", format(ROOT, "%.2f", traffic.clientBusy()));
    if (traffic.lost() > 0) {
      add("    lost", format(ROOT, "%,d", traffic.lost()));
    }
  }

  private void rate(String name, Rate rate) {
    add(
        name,
        format(
            ROOT,
            "%,.0f per server-CPU-second, %,.0f /s (%,d)",
            rate.perServerCpuSecond(),
            rate.perSecond(),
            rate.count()));
  }

  private void idle(String name, double most, Both<IdleMemory.Figures> idle) {
    title(format(ROOT, "%,d %s, after a collection", idle.drover().connections(), name));
    lines.add(
        Line.of("KiB resident each, beyond the empty server", resident(idle.drover()))
            .atMost(idle.drover().kibEach(), most));
    idle.drover()
        .liveKibEach()
        .ifPresent(each -> add("  of them in objects of the heap", format(ROOT, "%.1f", each)));
    idle.mosquitto().ifPresent(figures -> add(OTHER, resident(figures)));
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
    title("connects over mutual TLS, whole handshakes");
    rate("let in and left again", figures.connects().drover());
    figures.connects().mosquitto().ifPresent(rate -> rate(OTHER, rate));
    figures
        .connects()
        .ratio(Rate::perServerCpuSecond)
        .ifPresent(ratio -> add(RATIO, format(ROOT, "%.2f", ratio)));
    figures
        .handshakes()
        .ifPresentOrElse(
            rate -> handshakes(figures.connects().drover(), rate),
            () -> add("  openssl s_server", "not installed: apt install openssl"));
  }

  private void handshakes(Rate drover, Rate openssl) {
    rate("  openssl s_server, handshakes alone", openssl);
    add(
        "  ratio to it, per CPU-second",
        format(ROOT, "%.2f", drover.perServerCpuSecond() / openssl.perServerCpuSecond()));
  }

  private void matching(Both<MatchingCost.Figures> both) {
    MatchingCost.Figures drover = both.drover();
    title(
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
              add("  many to few, same topics", format(ROOT, "%.2f", figures.ratio()));
            });
  }

  private void costs(String name, MatchingCost.Figures figures) {
    add(
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
    title(format(ROOT, "soak, %,d s with %,d clients", figures.seconds(), figures.clients()));
    add(
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

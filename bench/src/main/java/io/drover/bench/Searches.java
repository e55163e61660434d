package io.drover.bench;

import io.drover.bench.PlainLucene.Searching;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks the server and a plain index the same queries in turns, and the server for something that
/// costs it next to nothing besides HTTP, so that all meet the same noise; fails when the answers
/// differ.
final class Searches {
  private static final int PAGE = 100;
  private static final int WARMUP = 600;

  private final SearchApi api;
  private final ServerProcess server;
  private final Searching plain;
  private final Http http;
  private final int repeats;

  Searches(SearchApi api, ServerProcess server, Searching plain, Http http, int repeats) {
    this.api = api;
    this.server = server;
    this.plain = plain;
    this.http = http;
    this.repeats = repeats;
  }

  /// Requests that do next to nothing.
  ///
  /// @param small as a search, answered with a few bytes
  /// @param large answered with `largeBytes`
  record Http(Supplier<String> small, Supplier<String> large, int largeBytes) {}

  /// Where a page starts: the token for the server, and the id for the plain index.
  record Place(@Nullable String token, long after) {
    static final Place FIRST = new Place(null, -1);
  }

  /// @param found things that the first of the queries finds
  /// @param bytes of the answer in the median
  record Figures(
      String kind, int found, double bytes, Times server, Times plain, Times small, Times large) {

    /// Beyond what an answer of this size costs with HTTP.
    double ratio(int largeBytes) {
      return Math.max(0, server.millis.p50() - httpMillis(largeBytes)) / plain.millis.p50();
    }

    /// As [#ratio], by the processor time that was used.
    double cpuRatio(int largeBytes) {
      double http = between(small.cpuMillis, large.cpuMillis, largeBytes);
      return Math.max(0, server.cpuMillis - http) / plain.cpuMillis;
    }

    double httpMillis(int largeBytes) {
      return between(small.millis.p50(), large.millis.p50(), largeBytes);
    }

    private double between(double least, double most, int largeBytes) {
      return least + Math.max(0, most - least) * bytes / largeBytes;
    }
  }

  /// How long something took, and the processor time that it used on average.
  record Times(Percentiles millis, double cpuMillis) {}

  /// Lets both compile what they run.
  void warmUp(List<SearchKind> kinds, Progress progress) {
    for (int i = 0; i < WARMUP; i++) {
      for (SearchKind kind : kinds) {
        api.search(SearchApi.request(kind.text().apply(repeats + i), null, PAGE));
        plain.page(kind.plain().apply(repeats + i), -1, PAGE);
      }
      var _ = http.small.get();
      var _ = http.large.get();
      progress.show("search, to warm up", i, WARMUP);
    }
  }

  Figures measure(SearchKind kind, Place from) {
    Series searched = new Series(repeats);
    Series plainly = new Series(repeats);
    Series small = new Series(repeats);
    Series large = new Series(repeats);
    double[] bytes = new double[repeats];
    AtomicReference<String> answer = new AtomicReference<>("");
    AtomicReference<List<String>> expected = new AtomicReference<>(List.of());
    List<IntConsumer> turns =
        List.of(
            i -> {
              String request = SearchApi.request(kind.text().apply(i), from.token, PAGE);
              answer.set(searched.take(i, server::cpuNanos, () -> api.search(request)));
            },
            i -> small.take(i, server::cpuNanos, http.small),
            i -> large.take(i, server::cpuNanos, http.large),
            i ->
                expected.set(
                    plainly.take(
                        i,
                        Searches::ownCpuNanos,
                        () -> plain.page(kind.plain().apply(i), from.after, PAGE))));
    for (int i = 0; i < repeats; i++) {
      // The first request after a pause takes longest: each of them is that as often.
      for (int turn = 0; turn < turns.size(); turn++) {
        turns.get((i + turn) % turns.size()).accept(i);
      }
      requireSame(kind.text().apply(i), answer.get(), expected.get());
      bytes[i] = answer.get().length();
    }
    return new Figures(
        kind.name(),
        plain.count(kind.plain().apply(0)),
        Percentiles.of(bytes).p50(),
        searched.times(),
        plainly.times(),
        small.times(),
        large.times());
  }

  private static long ownCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime();
  }

  private static void requireSame(String query, String answer, List<String> plain) {
    List<String> found = names(SearchApi.JSON.readTree(answer).get("things"));
    List<String> expected =
        plain.stream()
            .map(document -> SearchApi.JSON.readTree(document).get("thingName").stringValue())
            .toList();
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          query + " finds " + found + " and not, as a plain index does, " + expected);
    }
  }

  private static List<String> names(JsonNode things) {
    return things.values().stream().map(thing -> thing.get("thingName").stringValue()).toList();
  }

  /// Measurements of the same kind of work.
  private static final class Series {
    private final double[] millis;
    private double cpuMillis;

    Series(int count) {
      millis = new double[count];
    }

    <T> T take(int number, java.util.function.LongSupplier cpuNanos, Supplier<T> work) {
      long cpu = cpuNanos.getAsLong();
      long began = System.nanoTime();
      T value = work.get();
      millis[number] = (System.nanoTime() - began) / 1e6;
      cpuMillis += (cpuNanos.getAsLong() - cpu) / 1e6;
      return value;
    }

    Times times() {
      return new Times(Percentiles.of(millis), cpuMillis / millis.length);
    }
  }
}

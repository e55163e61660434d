package io.drover.bench;

import io.drover.bench.PlainLucene.Searching;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks the server and a plain index the same queries in turns, so that both meet the same noise,
/// and fails when their answers differ.
final class Searches {
  private static final int PAGE = 100;
  private static final int WARMUP = 20;

  private final SearchApi api;
  private final Searching plain;
  private final int repeats;

  Searches(SearchApi api, Searching plain, int repeats) {
    this.api = api;
    this.plain = plain;
    this.repeats = repeats;
  }

  /// Where a page starts: the token for the server, and the id for the plain index.
  record Place(@Nullable String token, long after) {
    static final Place FIRST = new Place(null, -1);
  }

  /// @param found things that the first of the queries finds
  /// @param bytes of the answer in the median
  record Figures(
      String kind,
      int found,
      double bytes,
      Percentiles serverMillis,
      Percentiles plainMillis,
      double httpMillis) {

    double ratio() {
      return Math.max(0, serverMillis.p50() - httpMillis) / plainMillis.p50();
    }
  }

  Figures measure(SearchKind kind, Place from, Http http) {
    for (int i = 0; i < WARMUP; i++) {
      ask(kind, repeats + i, from);
    }
    double[] server = new double[repeats];
    double[] lucene = new double[repeats];
    double[] bytes = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      Answers answers = ask(kind, i, from);
      server[i] = answers.server.millis;
      lucene[i] = answers.plain.millis;
      bytes[i] = answers.server.value.length();
      requireSame(kind.text().apply(i), answers);
    }
    double size = Percentiles.of(bytes).p50();
    return new Figures(
        kind.name(),
        plain.count(kind.plain().apply(0)),
        size,
        Percentiles.of(server),
        Percentiles.of(lucene),
        http.millis(size));
  }

  private record Answers(Timed<String> server, Timed<List<String>> plain) {}

  private Answers ask(SearchKind kind, int number, Place from) {
    String request = SearchApi.request(kind.text().apply(number), from.token, PAGE);
    return new Answers(
        Timed.of(() -> api.search(request)),
        Timed.of(() -> plain.page(kind.plain().apply(number), from.after, PAGE)));
  }

  private static void requireSame(String query, Answers answers) {
    List<String> found = names(SearchApi.JSON.readTree(answers.server.value).get("things"));
    List<String> expected =
        answers.plain.value.stream()
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

  /// Something that took its time.
  private record Timed<T>(T value, double millis) {
    static <T> Timed<T> of(Supplier<T> work) {
      long began = System.nanoTime();
      T value = work.get();
      return new Timed<>(value, (System.nanoTime() - began) / 1e6);
    }
  }

  /// What a signed request costs that does next to nothing, by the size of its answer.
  ///
  /// @param small an answer of a few bytes
  /// @param large one of `largeBytes`
  record Http(Percentiles small, Percentiles large, int largeBytes) {
    double millis(double bytes) {
      return small.p50() + Math.max(0, large.p50() - small.p50()) * bytes / largeBytes;
    }
  }

  Http http(Supplier<String> small, Supplier<String> large) {
    double[] smallMillis = new double[repeats];
    double[] largeMillis = new double[repeats];
    for (int i = -WARMUP; i < repeats; i++) {
      int at = Math.max(0, i);
      smallMillis[at] = Timed.of(small).millis;
      largeMillis[at] = Timed.of(large).millis;
    }
    return new Http(Percentiles.of(smallMillis), Percentiles.of(largeMillis), large.get().length());
  }
}

package io.drover.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Shadow updates at a steady rate, spread over the fleet, and how long after the acknowledgement
/// of some of them a search finds what they reported, and a dynamic group has the thing as its
/// member. It is measured once they have come at this rate for [#WARM_UP_SECONDS]: before that the
/// server compiles what follows changes, on the processors that follow them.
final class SteadyUpdates {
  static final String GROUP = "changed";

  private static final int WARM_UP_SECONDS = 30;

  private static final int PROBES_PER_SECOND = 5;
  private static final int PROBES_BETWEEN_MEMBERS = 10;
  private static final int MOST_WAITING = 4_096;
  private static final int STRIDE = 7_919;
  private static final int PAGE = 500;

  /// As many as one query may have terms.
  private static final int PROBES_AT_ONCE = 12;

  /// For updates that are missing at the end; each reads all that were reported.
  private static final int MOST_LOOKS = 3;

  private final Wire wire;
  private final SignedApi api;
  private final SearchApi searches;
  private final int things;
  private final int rate;
  private final boolean grouped;
  private final int warmUp;
  private final List<Sender> senders = new ArrayList<>();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Samples acknowledged = new Samples(4_000_000);
  private final Samples searchable = new Samples(100_000);
  private final Samples members = new Samples(100_000);
  private final Looker probes = new Looker(PROBES_AT_ONCE, searchable, this::found);
  private final Looker marks = new Looker(1, members, this::inGroup);

  /// @param grouped whether there is the dynamic group [#GROUP] of things that report `mark:on`
  SteadyUpdates(Wire wire, SignedApi api, int connections, int things, int rate, boolean grouped) {
    this.wire = wire;
    this.api = api;
    this.searches = new SearchApi(api);
    this.things = things;
    this.rate = rate;
    this.grouped = grouped;
    this.warmUp = rate * WARM_UP_SECONDS;
    for (int i = 0; i < connections; i++) {
      senders.add(new Sender(i));
    }
  }

  /// @param lost updates that were the last of their thing, and are not what searches find in the
  ///   end, and probes that found nothing within a minute
  record Figures(
      Rate updates,
      Percentiles acknowledgedMillis,
      Percentiles searchableMillis,
      Percentiles memberMillis,
      int lost) {}

  Figures run(ServerProcess server, int seconds, Progress progress) {
    senders.forEach(sender -> wire.open(sender.connection));
    wire.awaitOpen();
    int end = warmUp + rate * seconds;
    send(0, warmUp, "warm up", progress);
    List<Thread> lookers = List.of(looking(probes), looking(marks));
    Rate rate = Rate.of(server, () -> send(warmUp, end, "steady updates", progress));
    wire.await("find what was reported", () -> probes.isIdle() && marks.isIdle());
    lookers.forEach(Thread::interrupt);
    return new Figures(
        rate, acknowledged.millis(), searchable.millis(), members.millis(), lost(end));
  }

  private long send(int first, int end, String doing, Progress progress) {
    long began = System.nanoTime();
    for (int number = first; number < end; number++) {
      long due = began + (number - first) * 1_000_000_000L / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      waiting.acquireUninterruptibly();
      senders.get(number % senders.size()).send(number);
      progress.show(doing, number - first, end - first);
      wire.throwFailure();
    }
    wire.await(doing, () -> waiting.availablePermits() == MOST_WAITING);
    return (long) end - first;
  }

  private int thing(int number) {
    return (int) ((long) number * STRIDE % things);
  }

  private static String version(int number) {
    return "u-" + number;
  }

  private boolean isProbe(int number) {
    return number % (rate / PROBES_PER_SECOND) == 0;
  }

  private boolean isMark(int number) {
    return grouped && number % (rate / PROBES_PER_SECOND * PROBES_BETWEEN_MEMBERS) == 0;
  }

  private String payload(int number) {
    String mark = isMark(number) ? ",\"mark\":\"on\"" : "";
    return "{\"state\":{\"reported\":{\"ver\":\"%s\",\"stats\":{\"battery\":%d}%s}}}"
        .formatted(version(number), number % 101, mark);
  }

  private Thread looking(Looker looker) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                looker.run();
              } catch (RuntimeException e) {
                wire.failed("probe", e);
              }
            });
  }

  private void look(int number) {
    long accepted = System.nanoTime();
    if (isProbe(number)) {
      probes.add(version(number), accepted);
    }
    if (isMark(number)) {
      marks.add(Fleet.name(thing(number)), accepted);
    }
  }

  /// Those of the versions that a search finds.
  private List<String> found(List<String> versions) {
    String query = "shadow.reported.ver:(" + String.join(" OR ", versions) + ")";
    return searches.page(query, null, PROBES_AT_ONCE).get("things").values().stream()
        .map(SteadyUpdates::version)
        .toList();
  }

  /// Those of the things that are in the dynamic group.
  private List<String> inGroup(List<String> names) {
    return names.stream()
        .filter(
            name ->
                api.send("GET", "/things/" + name + "/thing-groups", "")
                    .contains("\"" + GROUP + "\""))
        .toList();
  }

  /// What came after the last probe may not be there yet when that is.
  private int lost(int count) {
    Map<String, String> expected = new HashMap<>();
    for (int number = 0; number < count; number++) {
      expected.put(Fleet.name(thing(number)), version(number));
    }
    for (int looks = 0; looks < MOST_LOOKS && !expected.isEmpty(); looks++) {
      forgetFound(expected);
    }
    return expected.size() + probes.missed() + marks.missed();
  }

  private void forgetFound(Map<String, String> expected) {
    String token = null;
    do {
      JsonNode page = searches.page("shadow.reported.ver:u-*", token, PAGE);
      page.get("things").values().forEach(thing -> forget(expected, thing));
      token = SearchApi.next(page);
    } while (token != null);
  }

  private static void forget(Map<String, String> expected, JsonNode thing) {
    expected.remove(thing.get("thingName").stringValue(), version(thing));
  }

  /// The version that a thing has reported, as searches answer it.
  private static String version(JsonNode thing) {
    JsonNode shadow = SearchApi.JSON.readTree(thing.get("shadow").stringValue());
    return shadow.get("reported").get("ver").stringValue();
  }

  private final class Sender implements MqttConnection.Conduct {
    private record Sent(int number, long at) {}

    private final MqttConnection connection;
    private final Map<Integer, Sent> sent = new HashMap<>();

    Sender(int number) {
      connection = new MqttConnection("steady-" + number, List.of(), wire, this);
    }

    void send(int number) {
      connection.run(
          () -> {
            long now = System.nanoTime();
            int id = connection.publish(Population.topic(thing(number)), payload(number));
            sent.put(id, new Sent(number, now));
          });
    }

    @Override
    public void acknowledged(int packetId) {
      @Nullable Sent update = sent.remove(packetId);
      if (update != null) {
        if (update.number >= warmUp) {
          acknowledged.add(System.nanoTime() - update.at);
          look(update.number);
        }
        waiting.release();
      }
    }
  }
}

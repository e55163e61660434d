package io.drover.identity;

import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Tells the other servers on a store of what this one has changed in what callers may do, and
/// hears it of them: the news is as old as the time between two exchanges, here and there. A server
/// tells at its start that anything may have changed, in case it was killed before it could tell.
///
/// Used by one thread at a time.
public final class AccessNews {
  private static final long NEVER = -1;

  private final Database database;
  private final AccessStamps stamps;
  private final String server;
  private final long[] told = new long[AccessStamps.ALL_COUNTERS];
  private final long[] heard = new long[AccessStamps.ALL_COUNTERS];
  private final Map<Counter, Long> known = new HashMap<>();

  /// A counter of another server.
  private record Counter(String server, int number) {}

  /// How far it has moved.
  private record Told(Counter counter, long changes) {}

  /// @param server the name of this one among those that share the store
  public AccessNews(Database database, AccessStamps stamps, String server) {
    this.database = database;
    this.stamps = stamps;
    this.server = server;
    told[AccessStamps.EVERYONE] = NEVER;
  }

  /// Waits for the store.
  public void exchange() {
    tell();
    database.read(this::others).forEach(this::hear);
  }

  private void tell() {
    long[] own = own();
    List<Integer> moved =
        IntStream.range(0, own.length).filter(i -> own[i] != told[i]).boxed().toList();
    if (!moved.isEmpty()) {
      database.change(tx -> moved.forEach(counter -> add(tx, counter)));
      System.arraycopy(own, 0, told, 0, own.length);
    }
  }

  /// What has been counted here, without what was heard.
  private long[] own() {
    long[] own = stamps.counts();
    Arrays.setAll(own, i -> own[i] - heard[i]);
    return own;
  }

  private void hear(Told news) {
    Long before = known.put(news.counter(), news.changes());
    if (before == null || before != news.changes()) {
      heard[news.counter().number()]++;
      stamps.heard(news.counter().number());
    }
  }

  private void add(Transaction tx, int counter) {
    tx.update(
        """
        INSERT INTO access_news (server, counter, changes) VALUES (?, ?, 1)
        ON CONFLICT (server, counter) DO UPDATE SET changes = access_news.changes + 1""",
        server,
        counter);
  }

  private List<Told> others(Reading reading) {
    return reading.list(
        "SELECT server, counter, changes FROM access_news WHERE server <> ?",
        row -> new Told(new Counter(row.text(1), (int) row.number(2)), row.number(3)),
        server);
  }
}

package io.drover.connectivity;

import io.drover.changes.Changes;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// What is known of the connections of things: a client whose id is the name of a registered thing
/// is that thing. Whoever is connected is known, also before it is registered; of clients that have
/// left only things are.
public final class Connectivity {
  private static final int SLICE = 200;

  private final Database database;
  private final Changes changes;
  private final BiPredicate<Reading, String> isThing;
  private final String node;
  private final ConnectivityStore store = new ConnectivityStore();

  /// @param isThing whether a thing of this name is registered
  /// @param node the server that this one is, of those that share a store
  public Connectivity(
      Database database, Changes changes, BiPredicate<Reading, String> isThing, String node) {
    this.database = database;
    this.changes = changes;
    this.isThing = isThing;
    this.node = node;
  }

  /// What was last told of a thing; empty when it has never been connected. Refuses a name that is
  /// not registered.
  public Optional<KnownStatus> of(String thing) {
    return database.read(
        reading -> {
          if (!isThing.test(reading, thing)) {
            throw new ResourceNotFound("Thing " + thing + " does not exist.").toException();
          }
          return store.find(reading, thing);
        });
  }

  /// As [#of], of a thing that is known to be registered.
  public Optional<KnownStatus> find(Reading reading, String thing) {
    return store.find(reading, thing);
  }

  /// From now on, or no longer, changes are announced. They are kept all the same.
  public void follow(Transaction tx, boolean followed) {
    store.follow(tx, followed);
  }

  /// Keeps what this node tells, all of it in one transaction.
  void put(List<ConnectivityStatus> told) {
    database.change(tx -> put(tx, told));
  }

  private void put(Transaction tx, List<ConnectivityStatus> told) {
    boolean followed = store.isFollowed(tx);
    for (ConnectivityStatus status : told) {
      boolean registered = isThing.test(tx, status.clientId());
      if (status.connected()) {
        store.supersede(tx, status.clientId(), node);
      }
      if (registered || status.connected()) {
        store.put(tx, status, node);
      } else {
        store.forget(tx, status.clientId(), node);
      }
      if (registered && followed) {
        changes.record(tx, new ConnectivityChanged(status.clientId()));
      }
    }
  }

  /// Has connections to this node ended whose clients have come to other nodes since, at most
  /// [#SLICE] of them; `end` is called for each at least once, also for one that has ended by
  /// itself. Whether there may be more. Waits for the store.
  public boolean endSuperseded(Consumer<SupersededConnection> end) {
    List<SupersededConnection> some =
        database.read(reading -> store.superseded(reading, node, SLICE));
    some.forEach(end);
    if (!some.isEmpty()) {
      database.change(tx -> some.forEach(each -> store.ended(tx, node, each)));
    }
    return some.size() == SLICE;
  }

  /// To be called in the transaction that deletes a thing. What has left is forgotten; what is
  /// connected still is.
  public void thingDeleted(Transaction tx, String thing) {
    store.forgetUnlessConnected(tx, thing);
  }

  /// Before anyone connects to this node: those who were connected when it ended are not, and it is
  /// not known when they left.
  public void recover(Instant now) {
    String after = "";
    List<ConnectivityStatus> lost;
    do {
      String last = after;
      lost = database.read(reading -> store.connected(reading, node, last, SLICE));
      put(lost.stream().map(was -> was.left(DisconnectReason.SERVER_ERROR, now)).toList());
      after = lost.isEmpty() ? after : lost.getLast().clientId();
    } while (lost.size() == SLICE);
  }
}

package io.drover.connectivity;

import static io.drover.connectivity.DisconnectReason.CLIENT_INITIATED_DISCONNECT;
import static io.drover.connectivity.DisconnectReason.CONNECTION_LOST;
import static io.drover.connectivity.DisconnectReason.SERVER_ERROR;
import static io.drover.connectivity.TestPresence.connected;
import static io.drover.connectivity.TestPresence.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.Changes;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is known of clients, whichever database keeps it.
interface ConnectivityStoreContract {
  Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  Instant LATER = NOW.plusSeconds(5);

  Database database();

  /// A node that is told of clients, and things that are registered by their name alone.
  final class Node {
    final Database database;
    final Set<String> things;
    final Changes changes = new Changes();
    final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    final Connectivity connectivity;
    final ConnectivityRecorder recorder;

    Node(Database database, Set<String> things, String name) {
      this.database = database;
      this.things = things;
      this.connectivity = new Connectivity(database, changes, this::isThing, name);
      this.recorder = new ConnectivityRecorder(connectivity);
      changes.follow(ConnectivityChanged.class, change -> changed.add(change.thingName()));
    }

    private boolean isThing(Reading reading, String name) {
      return things.contains(name);
    }

    Node following() {
      database.change(tx -> connectivity.follow(tx, true));
      return this;
    }

    void tell(ConnectivityStatus... told) {
      List.of(told).forEach(recorder::told);
    }

    void record() {
      while (recorder.pass(NOW) == Outcome.MORE) {}
    }

    void record(ConnectivityStatus... told) {
      tell(told);
      record();
    }

    /// What was announced, once all that was is there.
    List<String> changed() {
      CountDownLatch followed = new CountDownLatch(1);
      database.change(tx -> tx.afterCommit(followed::countDown));
      try {
        assertThat(followed.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return changed;
    }

    long version(String thing) {
      return connectivity.of(thing).orElseThrow().version();
    }

    ConnectivityStatus status(String thing) {
      return connectivity.of(thing).orElseThrow().status();
    }

    /// The connections to this node that are to be ended now, and are.
    List<SupersededConnection> superseded() {
      List<SupersededConnection> ended = new ArrayList<>();
      connectivity.endSuperseded(ended::add);
      return ended;
    }

    long rows() {
      return database.read(
          reading ->
              reading
                  .first("SELECT COUNT(*) FROM connectivity", row -> row.number(1))
                  .orElseThrow());
    }
  }

  private Node node(String... things) {
    Set<String> registered = ConcurrentHashMap.newKeySet();
    registered.addAll(List.of(things));
    return new Node(database(), registered, "a");
  }

  @Test
  default void whatWasToldLastIsKept() {
    Node node = node("t1");
    assertThat(node.connectivity.of("t1")).isEmpty();
    node.record(connected("t1", NOW));
    assertThat(node.status("t1")).isEqualTo(connected("t1", NOW));
    node.record(left("t1", CONNECTION_LOST, LATER));
    assertThat(node.status("t1")).isEqualTo(left("t1", CONNECTION_LOST, LATER));
    assertThat(node.version("t1")).isEqualTo(2);
    assertThatThrownBy(() -> node.connectivity.of("t2")).isInstanceOf(RejectedException.class);
  }

  @Test
  default void ofAClientThatComesAndGoesMeanwhileOnlyTheLastIsWritten() {
    Node node = node("t1");
    node.record(
        connected("t1", NOW),
        left("t1", DisconnectReason.DUPLICATE_CLIENTID, NOW),
        connected("t1", LATER));
    assertThat(node.status("t1")).isEqualTo(connected("t1", LATER));
    assertThat(node.version("t1")).isEqualTo(1);
  }

  @Test
  default void manyAreWrittenInSlicesAndEachOnce() {
    Node node = node();
    node.tell(
        IntStream.range(0, 450)
            .mapToObj(i -> connected("c" + i, NOW))
            .toArray(ConnectivityStatus[]::new));
    assertThat(node.recorder.pass(NOW)).isEqualTo(Outcome.MORE);
    assertThat(node.rows()).isEqualTo(200);
    node.record();
    assertThat(node.rows()).isEqualTo(450);
    assertThat(node.recorder.pass(NOW)).isEqualTo(Outcome.DONE);
  }

  @Test
  default void whatTheStoreDidNotTakeIsToldAgainUnlessThereIsNews() {
    Node node = node("t1", "t2");
    Connectivity failing =
        new Connectivity(
            database(),
            node.changes,
            (_, thing) -> {
              if (node.things.contains("broken")) {
                throw new IllegalStateException("on purpose");
              }
              return node.things.contains(thing);
            },
            "a");
    ConnectivityRecorder recorder = new ConnectivityRecorder(failing);
    node.things.add("broken");
    recorder.told(connected("t1", NOW));
    recorder.told(connected("t2", NOW));
    assertThatThrownBy(() -> recorder.pass(NOW)).isInstanceOf(IllegalStateException.class);
    recorder.told(left("t1", CONNECTION_LOST, LATER));
    node.things.remove("broken");
    recorder.close();
    assertThat(node.status("t1").connected()).isFalse();
    assertThat(node.status("t2").connected()).isTrue();
  }

  @Test
  default void aClientThatIsNoThingIsForgottenWhenItLeaves() {
    Node node = node();
    node.record(connected("c", NOW));
    assertThat(node.rows()).isOne();
    node.record(left("c", CLIENT_INITIATED_DISCONNECT, LATER));
    assertThat(node.rows()).isZero();
    node.record(connected("d", NOW), left("d", CLIENT_INITIATED_DISCONNECT, LATER));
    assertThat(node.rows()).isZero();
  }

  @Test
  default void whoeverIsRegisteredWhileConnectedWasConnectedBefore() {
    Node node = node();
    node.record(connected("t1", NOW));
    node.things.add("t1");
    assertThat(node.status("t1")).isEqualTo(connected("t1", NOW));
  }

  @Test
  default void aDeletedThingIsKnownOnlyWhileItIsConnected() {
    Node node = node("on", "off");
    node.record(connected("on", NOW), left("off", CONNECTION_LOST, NOW));
    database()
        .change(
            tx -> {
              node.connectivity.thingDeleted(tx, "on");
              node.connectivity.thingDeleted(tx, "off");
            });
    assertThat(node.connectivity.of("off")).isEmpty();
    assertThat(node.status("on").connected()).isTrue();
    node.things.clear();
    node.record(left("on", CONNECTION_LOST, LATER));
    assertThat(node.rows()).isZero();
  }

  @Test
  default void changesOfThingsAreAnnouncedWhileSomeoneFollows() {
    Node node = node("t1");
    node.record(connected("t1", NOW));
    node.following().record(left("t1", CONNECTION_LOST, LATER), connected("c", LATER));
    database().change(tx -> node.connectivity.follow(tx, false));
    node.record(connected("t1", LATER));
    assertThat(node.changed()).containsExactly("t1");
  }

  @Test
  default void afterACrashNobodyIsConnectedToThisNode() {
    Node node = node("t1", "t2", "t3").following();
    node.record(connected("t1", NOW), left("t2", CONNECTION_LOST, NOW), connected("c", NOW));
    new Node(database(), node.things, "b").record(connected("t3", NOW));
    node.connectivity.recover(LATER);
    assertThat(node.status("t1")).isEqualTo(left("t1", SERVER_ERROR, LATER));
    assertThat(node.status("t2")).isEqualTo(left("t2", CONNECTION_LOST, NOW));
    assertThat(node.status("t3").connected()).isTrue();
    assertThat(node.rows()).isEqualTo(3);
    assertThat(node.changed()).containsExactly("t1", "t2", "t1");
  }

  @Test
  default void aRecoveryReachesAll() {
    Node node = node("c449");
    node.tell(
        IntStream.range(0, 450)
            .mapToObj(i -> connected("c" + i, NOW))
            .toArray(ConnectivityStatus[]::new));
    node.record();
    node.connectivity.recover(LATER);
    assertThat(node.rows()).isOne();
    assertThat(node.status("c449").connected()).isFalse();
  }

  @Test
  default void aClientThatLeftOneNodeForAnotherIsConnected() {
    Node a = node("t1");
    Node b = new Node(database(), a.things, "b");
    a.record(connected("t1", NOW));
    b.record(connected("t1", LATER));
    a.record(left("t1", CONNECTION_LOST, LATER));
    assertThat(a.status("t1")).isEqualTo(connected("t1", LATER));
    b.record(left("t1", CLIENT_INITIATED_DISCONNECT, LATER));
    assertThat(a.status("t1").reason()).contains(CLIENT_INITIATED_DISCONNECT);
    a.record(connected("t1", LATER));
    assertThat(a.status("t1").connected()).isTrue();
  }

  @Test
  default void aConnectionIsSupersededByALaterOneToAnotherNodeAndItsNodeIsToldUntilItHasEndedIt() {
    Node a = node("t1");
    Node b = new Node(database(), a.things, "b");
    a.record(connected("t1", "first", NOW), connected("c", "of c", NOW));
    b.record(connected("t1", "second", LATER));
    assertThat(b.superseded()).isEmpty();
    assertThatThrownBy(
            () ->
                a.connectivity.endSuperseded(
                    _ -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(a.superseded()).containsExactly(new SupersededConnection("t1", "first"));
    assertThat(a.superseded()).isEmpty();
  }

  @Test
  default void aClientThatComesAndGoesBetweenNodesKeepsItsLastConnectionAlone() {
    Node a = node();
    Node b = new Node(database(), a.things, "b");
    a.record(connected("c", "1", NOW));
    b.record(connected("c", "2", NOW));
    a.record(connected("c", "3", NOW));
    b.record(connected("c", "4", NOW));
    a.record(left("c", DisconnectReason.DUPLICATE_CLIENTID, LATER));
    assertThat(a.superseded())
        .containsExactly(new SupersededConnection("c", "1"), new SupersededConnection("c", "3"));
    assertThat(b.superseded()).containsExactly(new SupersededConnection("c", "2"));
    assertThat(a.rows()).isOne();
  }

  @Test
  default void nothingIsSupersededWithinANodeNorByAClientThatHasLeft() {
    Node a = node("t1");
    Node b = new Node(database(), a.things, "b");
    a.record(connected("t1", "1", NOW));
    a.record(connected("t1", "2", NOW));
    b.record(connected("t1", "3", NOW), left("t1", CONNECTION_LOST, LATER));
    assertThat(a.superseded()).isEmpty();
    a.record(left("t1", CONNECTION_LOST, LATER));
    b.record(connected("t1", "4", LATER));
    assertThat(a.superseded()).isEmpty();
  }

  @Test
  default void manySupersededConnectionsAreEndedInSlices() {
    Node a = node();
    Node b = new Node(database(), a.things, "b");
    for (Node node : List.of(a, b)) {
      IntStream.range(0, 450).forEach(i -> node.tell(connected("c" + i, "c" + i, NOW)));
      node.record();
    }
    List<SupersededConnection> ended = new ArrayList<>();
    assertThat(a.connectivity.endSuperseded(ended::add)).isTrue();
    assertThat(ended).hasSize(200);
    while (a.connectivity.endSuperseded(ended::add)) {}
    assertThat(ended).hasSize(450).doesNotHaveDuplicates();
  }
}

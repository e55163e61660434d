package io.drover.gateway.broker;

import static io.drover.gateway.broker.Packets5.disconnect;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.properties;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Wills that belong to sessions, and wait for clients that may come back.
class KeptWillIT {
  private static final int CLEAN = 0x02;
  private static final int RESUMED = 0;

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;
  private RawClient watcher;

  KeptWillIT() throws IOException {
    broker = BrokerOnLoopback.standard(clock::get, store);
    watcher = watcher();
  }

  private RawClient watcher() throws IOException {
    RawClient client = RawClient.connect(broker.port(), "watcher");
    client.send(subscribePacket(1, 0, "will"));
    client.expect("9003000100");
    return client;
  }

  @BeforeEach
  void comes() throws Exception {
    dies(60, 600);
  }

  /// The client comes with a will that waits for so many seconds, and is gone without a word.
  private void dies(int delay, int expiry) throws Exception {
    dying(RESUMED, delay, expiry).close();
    Eventually.holds(() -> broker.broker.connections() == 1);
  }

  private RawClient dying(int flags, int delay, int expiry) throws IOException {
    RawClient client = new RawClient(broker.port());
    client.send(
        packet(
            0x10,
            join(
                hex("00044d515454" + "05"),
                new byte[] {(byte) (0x04 | flags)},
                number(60),
                properties(four(0x11, expiry)),
                string("c"),
                properties(four(0x18, delay)),
                string("will"),
                string("!"))));
    client.next();
    return client;
  }

  private void passes(int seconds) {
    clock.updateAndGet(now -> now.plus(Duration.ofSeconds(seconds)));
    broker.broker.sessionExpiry().pass(clock.get());
  }

  private void restart() throws IOException {
    broker.close();
    start();
  }

  private void start() throws IOException {
    broker = BrokerOnLoopback.standard(clock::get, store);
    watcher = watcher();
  }

  /// What is not in the store by now never gets there.
  private void kill() throws IOException {
    store.closeDatabase();
    broker.close();
    store.openDatabase();
    start();
  }

  private void nothingIsPublished() throws IOException {
    watcher.send(hex("c000"));
    watcher.expect("d000");
  }

  private void willIsPublished() throws IOException {
    watcher.expect("3007" + "0004" + "77696c6c" + "21");
    nothingIsPublished();
  }

  @AfterEach
  void close() {
    broker.close();
    store.close();
  }

  @Test
  void willIsPublishedOnceAfterItsDelay() throws Exception {
    passes(59);
    nothingIsPublished();
    passes(1);
    willIsPublished();
    passes(600);
    nothingIsPublished();
  }

  @Test
  void clientThatComesBackInTimeLeavesNoWill() throws Exception {
    passes(59);
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.resuming("c", four(0x11, 600)));
      client.next();
      passes(60);
      nothingIsPublished();
    }
  }

  @Test
  void connectionThatIsTakenOverLeavesNoWill() throws Exception {
    try (RawClient first = dying(RESUMED, 60, 600);
        RawClient _ = dying(RESUMED, 60, 600)) {
      Packets5.goodbyeOf(first);
      passes(100);
      nothingIsPublished();
    }
  }

  @Test
  void willComesWithTheEndOfItsSession() throws Exception {
    dies(6_000, 60);
    passes(60);
    willIsPublished();
  }

  @Test
  void cleanStartEndsTheSessionAndItsWillIsPublished() throws Exception {
    try (RawClient _ = dying(CLEAN, 60, 600)) {
      passes(0);
      willIsPublished();
    }
  }

  @Test
  void willOfAConnectionWithoutSessionDoesNotWait() throws Exception {
    passes(60);
    willIsPublished();
    dying(CLEAN, 60, 0).close();
    willIsPublished();
  }

  @Test
  void clientThatSaysGoodbyeLeavesNoWill() throws Exception {
    try (RawClient client = dying(RESUMED, 60, 600)) {
      client.send(disconnect(0));
      client.isClosedWithoutAWord();
    }
    restart();
    passes(600);
    nothingIsPublished();
  }

  @Test
  void willWaitsOnInALaterServer() throws Exception {
    passes(30);
    restart();
    passes(29);
    nothingIsPublished();
    passes(1);
    willIsPublished();
    restart();
    passes(600);
    nothingIsPublished();
  }

  @Test
  void clientOfAKilledServerHasLeftWithItsWill() throws Exception {
    try (RawClient _ = dying(RESUMED, 60, 600)) {
      kill();
      passes(59);
      nothingIsPublished();
      passes(1);
      willIsPublished();
    }
  }

  @Test
  void delayCountsForNothingWithAws() throws Exception {
    broker.close();
    broker = new BrokerOnLoopback(BrokerLimits.AWS, clock::get, store);
    passes(60);
    watcher = watcher();
    dying(RESUMED, 60, 600).close();
    willIsPublished();
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.identity.Permissions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a client while its policies are read again: one event loop serves all.
class FreshRightsIT {
  private final Changing policies = new Changing();
  private final BlockingQueue<CloseReason> ends = new LinkedBlockingQueue<>();
  private final BrokerStore store = new BrokerStore();
  private final Broker broker =
      new Broker(
          new BrokerConfig(
              "127.0.0.1", OptionalInt.empty(), OptionalInt.of(0), 1, BrokerLimits.AWS),
          null,
          BrokerOnLoopback.ARNS,
          InstantSource.system(),
          store.database(),
          (clientId, _) ->
              Optional.of(
                  new Client(clientId, "p", clientId.equals("c") ? policies : Permissions.ALL)),
          List.of(),
          List.of(new Ends()));

  private final class Ends implements PresenceListener {
    @Override
    public void connected(Presence presence) {}

    @Override
    public void disconnected(Presence presence, CloseReason reason) {
      ends.add(reason);
    }
  }

  /// Policies that take as long to read as the test wants, and may be unreadable.
  private static final class Changing implements Permissions {
    final Semaphore reads = new Semaphore(0);
    volatile boolean current = true;
    volatile boolean allowing = true;
    volatile boolean asRead = true;
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public boolean allows(String action, String resource) {
      return asRead;
    }

    @Override
    public boolean areCurrent() {
      return current;
    }

    @Override
    public void refresh() {
      reads.acquireUninterruptibly();
      if (failures.getAndDecrement() > 0) {
        throw new IllegalStateException("the store is away");
      }
      asRead = allowing;
      current = true;
    }
  }

  @BeforeEach
  void start() throws IOException {
    broker.start();
  }

  @AfterEach
  void stop() {
    policies.reads.release(100);
    broker.close();
    store.close();
  }

  private RawClient connect(String clientId) throws IOException {
    return RawClient.connect(broker.plainPort().orElseThrow(), clientId);
  }

  @Test
  void aClientsPacketsWaitForItsPoliciesAndDelayNobodyElse() throws Exception {
    try (RawClient client = connect("c");
        RawClient other = connect("other")) {
      policies.current = false;
      client.send(publishPacket("a", 1, new byte[0]));
      client.send(hex("c000"));
      other.send(hex("c000"));
      other.expect("d000");

      policies.reads.release();
      client.expect("40020001");
      client.expect("d000");
    }
  }

  @Test
  void theFirstDecisionAfterAChangeGoesByWhatIsNewlyRead() throws Exception {
    try (RawClient client = connect("c")) {
      policies.allowing = false;
      policies.current = false;
      policies.reads.release();
      client.send(publishPacket("a", 1, new byte[0]));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo(CloseReason.FORBIDDEN_ACCESS);
    }
  }

  @Test
  void messagesToTheClientWaitAndAreDecidedByWhatIsNewlyRead() throws Exception {
    try (RawClient client = connect("c");
        RawClient other = connect("other")) {
      client.send(subscribePacket(1, 0, "a"));
      client.expect("9003000100");
      policies.current = false;
      other.send(publishPacket("a", 1, new byte[] {1}));
      other.expect("40020001");
      policies.reads.release();
      client.expect("3004000161" + "01");

      policies.allowing = false;
      policies.current = false;
      policies.reads.release();
      other.send(publishPacket("a", 1, new byte[] {2}));
      other.expect("40020001");
      client.send(hex("c000"));
      client.expect("d000");
    }
  }

  @Test
  void aStoreThatIsAwayForbidsNothing() throws Exception {
    try (RawClient client = connect("c")) {
      policies.failures.set(1);
      policies.current = false;
      policies.reads.release(2);
      client.send(publishPacket("a", 1, new byte[0]));
      client.expect("40020001");
      assertThat(ends).isEmpty();
    }
  }
}

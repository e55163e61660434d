package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import io.netty.channel.ManualIoEventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.slf4j.LoggerFactory;

/// Damaged packets of both versions through a connection's real handlers, cut into reads anywhere:
/// whatever comes is taken, or refused without a failure of ours, within bounds of memory, and
/// leaves no buffer behind. [#INPUTS] of them with every build, another number by
/// `-Ddrover.fuzz.inputs`; half of them to a broker of each dialect.
class PacketFuzzTest {
  private static final int INPUTS = Integer.getInteger("drover.fuzz.inputs", 200_000);
  private static final int TRIES = 100;

  /// Largest packets, for what has been read of one, what is read next, and answers to it.
  private static final long MOST_IN_BUFFERS = 4;

  /// By the thread that serves the connection: a few times what is sent at most, whatever lengths
  /// the packets name.
  private static final long MOST_ALLOCATED = 4L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final BrokerStore store = new BrokerStore();
  private final List<BrokerOnLoopback> brokers = List.of(aws(), standard());
  private final Logger log = (Logger) LoggerFactory.getLogger("io.drover.gateway.broker");
  private final ListAppender<ILoggingEvent> failures = new ListAppender<>();
  private final ManualIoEventLoop loop = FedChannel.loop();

  private static BrokerOnLoopback aws() {
    try {
      return new BrokerOnLoopback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BrokerOnLoopback standard() {
    try {
      return BrokerOnLoopback.standard(InstantSource.system(), store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of the brokers in turn.
  private Shared shared(int input) {
    return brokers.get(input % brokers.size()).broker.shared();
  }

  private static RandomPackets packets(Random random, Shared shared) {
    return new RandomPackets(random, random.nextBoolean() ? 4 : 5, shared.dialect());
  }

  @BeforeProperty
  void listenForFailures() {
    log.setLevel(Level.WARN);
    failures.start();
    log.addAppender(failures);
    warmUp();
  }

  /// Classes that are loaded are not memory of a connection.
  private void warmUp() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      Shared shared = shared(i);
      run(shared, anything(random, packets(random, shared)), random).hangUp();
    }
  }

  @AfterProperty
  void close() {
    log.detachAppender(failures);
    log.setLevel(null);
    brokers.forEach(BrokerOnLoopback::close);
    store.close();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whateverComesIsTakenOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < INPUTS / TRIES; i++) {
      Shared shared = shared(i);
      play(shared, anything(random, packets(random, shared)), random);
    }
  }

  /// CONNECT and up to four packets, at least one of them damaged; or noise in their place.
  private static List<byte[]> anything(Random random, RandomPackets packets) {
    boolean early = random.nextInt(4) == 0;
    List<byte[]> input = new ArrayList<>();
    input.add(early ? packets.damaged(packets.connect()) : packets.connect());
    for (int left = random.nextInt(4); left > 0; left--) {
      input.add(random.nextBoolean() ? packets.damaged(packets.next()) : packets.next());
    }
    input.add(random.nextInt(20) == 0 ? packets.bytes(100) : packets.damaged(packets.next()));
    return input;
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatIsMalformedClosesTheConnection(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < INPUTS / TRIES / 10; i++) {
      Shared shared = shared(i);
      RandomPackets packets = packets(random, shared);
      List<byte[]> input = new ArrayList<>(List.of(packets.connect()));
      byte[] malformed = malformed(random, packets);
      if (malformed[0] == 0x10) {
        input.clear();
      }
      input.add(malformed);
      input.add(packets.pingRequest());
      FedChannel closed = play(shared, input, random);
      assertThat(closed.wasCut()).as(() -> shown(input)).isTrue();
    }
  }

  /// A packet that states its length, and is too short or too long for what is in it.
  private static byte[] malformed(Random random, RandomPackets packets) {
    byte[] whole =
        switch (random.nextInt(5)) {
          case 0 -> packets.connect();
          case 1 -> packets.subscribe(1);
          case 2 -> packets.unsubscribe();
          case 3 -> packets.pingRequest();
          default -> RawClient.packet(0x32, packets.publishHead(1));
        };
    byte[] body = RandomPackets.body(whole);
    boolean longer = body.length == 0 || (random.nextBoolean() && whole[0] != 0x32);
    return RandomPackets.resized(
        whole,
        longer
            ? RawClient.join(body, packets.bytes(1))
            : Arrays.copyOf(body, random.nextInt(body.length)));
  }

  private FedChannel play(Shared shared, List<byte[]> input, Random random) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    FedChannel channel = run(shared, input, random);
    channel.hangUp();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(failures.list).as(() -> shown(input)).isEmpty();
    assertThat(channel.bytesInBuffers()).as(() -> shown(input)).isZero();
    assertThat(allocated).as(() -> shown(input)).isLessThan(MOST_ALLOCATED);
    return channel;
  }

  private FedChannel run(Shared shared, List<byte[]> input, Random random) {
    FedChannel channel = new FedChannel(loop, shared);
    byte[] bytes = RawClient.join(input.toArray(byte[][]::new));
    int reads = random.nextInt(4);
    for (int from = 0, to; from < bytes.length; from = to) {
      to = from + sizeOfRead(reads, bytes.length - from, random);
      channel.feed(bytes, from, to);
      assertThat(channel.bytesInBuffers())
          .as(() -> shown(input))
          .isLessThanOrEqualTo(MOST_IN_BUFFERS * shared.limits().packetBytes());
    }
    return channel;
  }

  /// As large as can be, a few bytes, or anything between.
  private static int sizeOfRead(int kind, int left, Random random) {
    int most = Math.min(left, Listener.LARGEST_READ);
    return switch (kind) {
      case 0 -> most;
      case 1 -> left < 500 ? 1 : most;
      default -> 1 + random.nextInt(most);
    };
  }

  private static String shown(List<byte[]> input) {
    return String.join("\n", input.stream().map(HexFormat.of()::formatHex).toList());
  }
}

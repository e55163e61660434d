package io.drover.gateway.broker.mqtt;

import static io.drover.gateway.broker.Packets5.connectWithWill;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.one;
import static io.drover.gateway.broker.Packets5.properties;
import static io.drover.gateway.broker.Packets5.publish;
import static io.drover.gateway.broker.Packets5.text;
import static io.drover.gateway.broker.Packets5.two;
import static io.drover.gateway.broker.Packets5.user;
import static io.drover.gateway.broker.RawClient.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.RawClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PropertyRulesTest {
  private static final byte[] LONG = user("name", "v".repeat(300));

  @Test
  void smallPropertiesAtTheEndOfALongBlockComeFirst() {
    byte[] correlation = join(new byte[] {0x09}, RawClient.string("c".repeat(20_000)));
    byte[] sent = publish("a", 0, new byte[3], LONG, correlation, two(0x23, 1), one(0x01, 1));
    byte[] same = publish("a", 0, new byte[3], two(0x23, 1), one(0x01, 1), LONG, correlation);
    assertThat(checked(sent)).isEqualTo(same);
    assertThat(checked(same)).isEqualTo(same);
  }

  @Test
  void shortBlockStaysAsItIs() {
    byte[] sent = publish("a", 1, new byte[3], user("n", "v"), one(0x01, 1));
    assertThat(checked(sent)).isEqualTo(sent);
  }

  @Test
  void willHasPropertiesOfItsOwn() {
    byte[] delay = properties(four(0x18, 5), text(0x03, "text/plain"));
    assertThatCode(() -> checked(connectWithWill("c", 0x06, delay, "w", "")))
        .doesNotThrowAnyException();
    byte[] alias = properties(two(0x23, 5));
    assertThatThrownBy(() -> checked(connectWithWill("c", 0x06, alias, "w", "")))
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            e -> assertThat(e.code()).isEqualTo(ReasonCode.MALFORMED_PACKET));
  }

  @Property(tries = 2_000)
  void arbitraryBytesKeepTheRulesOrBreakThem(@ForAll byte first, @ForAll byte[] rest) {
    byte[] packet = join(new byte[] {first, (byte) rest.length}, rest);
    try {
      assertThat(checked(packet)).hasSameSizeAs(packet);
    } catch (ProtocolViolation e) {
      assertThat(e.code().isFailure()).isTrue();
    }
  }

  /// The packet as it goes on to the decoder.
  private static byte[] checked(byte[] packet) {
    ByteBuf copy = Unpooled.copiedBuffer(packet);
    int header = 2;
    while (copy.getByte(header - 1) < 0 && header < packet.length) {
      header++;
    }
    PropertyRules.require(copy, header);
    return ByteBufUtil.getBytes(copy);
  }
}

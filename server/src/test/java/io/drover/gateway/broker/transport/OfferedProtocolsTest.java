package io.drover.gateway.broker.transport;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedProtocolsTest {
  private static final byte[] START =
      join(new byte[34], hex("02aabb"), hex("00021301"), hex("0100"));
  private static final byte[] OTHER = hex("000000020000");

  private static byte[] hello(byte[]... extensions) {
    byte[] all = join(extensions);
    return join(START, number(all.length), all);
  }

  private static List<String> offered(byte[] hello) {
    return OfferedProtocols.offered(Unpooled.wrappedBuffer(hello));
  }

  @Test
  void namesAreFoundAmongOtherExtensions() {
    assertThat(offered(hello(OTHER, hex("0010000800060268320268 33".replace(" ", "")), OTHER)))
        .containsExactly("h2", "h3");
  }

  @Test
  void aHelloWithoutThemOffersNone() {
    assertThat(offered(START)).isEmpty();
    assertThat(offered(hello(OTHER))).isEmpty();
  }

  @Test
  void aHelloThatBreaksOffAnywhereOffersNone() {
    byte[] whole = hello(OTHER, hex("00100005000302" + "6832"));
    assertThat(offered(whole)).containsExactly("h2");
    for (int length = 0; length < whole.length; length++) {
      assertThat(offered(Arrays.copyOf(whole, length))).isEmpty();
    }
  }
}

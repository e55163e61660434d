package io.drover.gateway.broker.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.drover.gateway.broker.mqtt.MessageProperties.UserProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

  @Property(tries = 300)
  void whatIsDecodedIsWhatWasEncoded(@ForAll("messages") Message message) {
    assertThat(MessageCodec.decode(MessageCodec.encode(message)))
        .usingRecursiveComparison()
        .isEqualTo(message);
  }

  @Property(tries = 300)
  void whatIsCutShortIsRefused(@ForAll("messages") Message message, @ForAll int where) {
    byte[] whole = MessageCodec.encode(message);
    assertRefused(Arrays.copyOf(whole, Math.floorMod(where, whole.length)));
  }

  @Property(tries = 1_000)
  void arbitraryBytesAreAMessageOrRefusedAndNothingElse(@ForAll byte[] bytes) {
    byte[] stored = new byte[bytes.length + 1];
    stored[0] = 1;
    System.arraycopy(bytes, 0, stored, 1, bytes.length);
    try {
      assertThat(MessageCodec.decode(stored).topic()).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("stored message");
    }
  }

  @Test
  void messageWithoutPropertiesTakesFourBytesMoreThanItsTopicAndPayload() {
    Message message = new Message("a/b", new byte[] {1, 2});
    byte[] encoded = MessageCodec.encode(message);
    assertThat(encoded).hasSize(3 + 2 + 4);
    assertThat(MessageCodec.decode(encoded).properties()).isSameAs(MessageProperties.NONE);
  }

  @Test
  void laterVersionIsRefused() {
    byte[] encoded = MessageCodec.encode(new Message("a", new byte[0]));
    encoded[0] = 2;
    assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.decode(encoded));
  }

  @Test
  void messageBeyondTheBoundIsNotEncoded() {
    Message huge = new Message("a", new byte[MessageCodec.MOST_BYTES]);
    assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.encode(huge));
  }

  @Test
  void messageExpiresAtItsInstantAndCountsWholeSecondsUntilThen() {
    Instant end = Instant.ofEpochSecond(1_000);
    MessageProperties properties = MessageProperties.NONE.expiring(end);
    assertThat(properties.isExpired(end.minusMillis(1))).isFalse();
    assertThat(properties.isExpired(end)).isTrue();
    assertThat(properties.remaining(end.minusMillis(1))).hasSeconds(0);
    assertThat(properties.remaining(end.minusMillis(1_999))).hasSeconds(1);
    assertThat(MessageProperties.NONE.isExpired(Instant.MAX)).isFalse();
  }

  @Provide
  Arbitrary<Message> messages() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(200);
    Arbitrary<UserProperty> userProperty = Combinators.combine(text, text).as(UserProperty::new);
    Arbitrary<List<UserProperty>> userProperties = userProperty.list().ofMaxSize(5);
    Arbitrary<Instant> expires =
        Arbitraries.longs().between(0, 1L << 45).map(Instant::ofEpochMilli);
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(500);
    Arbitrary<MessageProperties> properties =
        Combinators.combine(
                Arbitraries.of(PayloadFormat.class).injectNull(0.5),
                text.injectNull(0.5),
                text.injectNull(0.5),
                bytes.injectNull(0.5),
                userProperties,
                expires.injectNull(0.5))
            .as(MessageProperties::new);
    return Combinators.combine(text, bytes, properties, Arbitraries.of(true, false))
        .as(Message::new);
  }

  private static void assertRefused(byte[] stored) {
    assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.decode(stored));
  }
}

package io.drover.gateway.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.junit.jupiter.api.Test;

class HandshakePlaceTest {
  private final HandshakePlaces places = new HandshakePlaces(1);

  private EmbeddedChannel socket() {
    return new EmbeddedChannel(new HandshakePlace(places));
  }

  @Test
  void aSocketWithoutAPlaceIsClosedAndTakesNone() {
    EmbeddedChannel first = socket();
    EmbeddedChannel second = socket();
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();

    var _ = first.close();
    assertThat(socket().isOpen()).isTrue();
    assertThat(places.taken()).isOne();
  }

  @Test
  void theEndOfTheHandshakeGivesThePlaceBackOnce() {
    EmbeddedChannel first = socket();
    first.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    assertThat(first.isOpen()).isTrue();
    assertThat(places.taken()).isZero();
    var _ = first.close();
    assertThat(places.taken()).isZero();
  }
}

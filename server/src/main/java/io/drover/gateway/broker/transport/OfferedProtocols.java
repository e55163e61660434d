package io.drover.gateway.broker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the first message of a TLS handshake, before it costs anything, and refuses a client that
/// offers application protocols of which the listener knows none. One that offers none is fine.
/// What it has read goes on to the handshake.
final class OfferedProtocols extends SslClientHelloHandler<Boolean> {
  private static final int LONGEST_HELLO = 16_384;

  /// A fatal alert, no_application_protocol.
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 120};

  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int ALPN = 16;

  private final List<String> known;

  OfferedProtocols(List<String> known) {
    super(LONGEST_HELLO);
    this.known = known;
  }

  @Override
  protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
    return ctx.executor().newSucceededFuture(hello == null || isKnown(offered(hello)));
  }

  private boolean isKnown(List<String> offered) {
    return offered.isEmpty() || offered.stream().anyMatch(known::contains);
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<Boolean> isKnown) {
    if (isKnown.getNow()) {
      ctx.pipeline().remove(this);
    } else {
      var _ =
          ctx.writeAndFlush(ctx.alloc().buffer(ALERT.length).writeBytes(ALERT))
              .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// The names in a ClientHello; nothing of a message that breaks off: what is wrong with it is for
  /// the handshake to say.
  static List<String> offered(ByteBuf hello) {
    try {
      ByteBuf rest = hello.slice().skipBytes(VERSION_AND_RANDOM);
      rest.skipBytes(rest.readUnsignedByte()); // session
      rest.skipBytes(rest.readUnsignedShort()); // cipher suites
      rest.skipBytes(rest.readUnsignedByte()); // compression
      return rest.isReadable() ? inExtensions(rest.readSlice(rest.readUnsignedShort())) : List.of();
    } catch (IndexOutOfBoundsException _) {
      return List.of();
    }
  }

  private static List<String> inExtensions(ByteBuf extensions) {
    while (extensions.isReadable()) {
      int type = extensions.readUnsignedShort();
      ByteBuf extension = extensions.readSlice(extensions.readUnsignedShort());
      if (type == ALPN) {
        return names(extension.readSlice(extension.readUnsignedShort()));
      }
    }
    return List.of();
  }

  private static List<String> names(ByteBuf list) {
    List<String> names = new ArrayList<>();
    while (list.isReadable()) {
      names.add(list.readString(list.readUnsignedByte(), StandardCharsets.US_ASCII));
    }
    return names;
  }
}

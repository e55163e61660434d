package io.drover.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An MQTT 3.1.1 client that costs next to nothing, so that what is measured is the broker. It
/// connects, subscribes, acknowledges what it receives, and otherwise does what its conduct says;
/// everything happens on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is told
final class LeanClient extends ByteToMessageDecoder {
  private static final int FILTERS_PER_PACKET = 8; // AWS's bound, and the server's
  private static final int REFUSED = 0x80;
  private static final int LENGTH_BYTES = 4;

  /// What a client is.
  ///
  /// @param filters subscribed to with `qos` as soon as it is connected
  record Login(String clientId, boolean cleanSession, List<String> filters, int qos) {
    Login(String clientId) {
      this(clientId, true, List.of(), 0);
    }

    Login(String clientId, String filter, int qos) {
      this(clientId, true, List.of(filter), qos);
    }
  }

  /// What a client does about what happens to it.
  interface Conduct {
    Conduct IDLE = new Conduct() {};

    /// The connection is there, with TLS where it has that.
    default void reached(LeanClient client) {
      client.connect();
    }

    /// The server has let it in, and granted all subscriptions.
    default void opened(LeanClient client) {}

    /// @param sentAt when the message was sent, as [System#nanoTime]
    /// @param number what else the sender wrote into it
    default void received(LeanClient client, long sentAt, int number) {}

    default void acknowledged(LeanClient client) {}

    /// Whether the server may end the connection without failing the run.
    default boolean mayBeEnded() {
      return false;
    }
  }

  private final Login login;
  private final ClientLoop loop;
  private final Conduct conduct;
  private @Nullable ChannelHandlerContext context;
  private int packetId;
  private int unanswered;
  private volatile boolean open;
  private boolean leaving;

  LeanClient(Login login, ClientLoop loop, Conduct conduct) {
    this.login = login;
    this.loop = loop;
    this.conduct = conduct;
  }

  String clientId() {
    return login.clientId();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (!loop.isTls()) {
      conduct.reached(this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        conduct.reached(this);
      } else {
        failed(handshake.cause());
      }
    }
    super.userEventTriggered(ctx, event);
  }

  void connect() {
    ChannelHandlerContext ctx = context();
    ctx.writeAndFlush(LeanPackets.connect(ctx.alloc(), login.clientId(), login.cleanSession()));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    int length = 0;
    for (int i = 0; i < LENGTH_BYTES && in.readableBytes() >= i + 2; i++) {
      int digit = in.getUnsignedByte(start + 1 + i);
      length |= (digit & 0x7f) << (7 * i);
      if (digit < 0x80) {
        int end = start + 2 + i + length;
        if (end <= in.writerIndex()) {
          in.readerIndex(start + 2 + i);
          took(ctx, in.getUnsignedByte(start), in, end);
          in.readerIndex(end);
        }
        return;
      }
    }
  }

  private void took(ChannelHandlerContext ctx, int first, ByteBuf in, int end) {
    switch (first >> 4) {
      case 2 -> connected(ctx, in.getByte(end - 1));
      case 3 -> received(ctx, (first >> 1) & 3, in);
      case 4 -> conduct.acknowledged(this);
      case 9 -> subscribed(in, end);
      default -> {}
    }
  }

  private void connected(ChannelHandlerContext ctx, int code) {
    if (code != 0) {
      failed(new IllegalStateException("refused with code " + code));
      return;
    }
    List<String> filters = login.filters();
    for (int at = 0; at < filters.size(); at += FILTERS_PER_PACKET) {
      int end = Math.min(filters.size(), at + FILTERS_PER_PACKET);
      unanswered++;
      ctx.write(
          LeanPackets.subscribe(ctx.alloc(), nextId(), filters.subList(at, end), login.qos()));
    }
    openWhenAnswered();
  }

  private void subscribed(ByteBuf in, int end) {
    for (int at = in.readerIndex() + Short.BYTES; at < end; at++) {
      if (in.getUnsignedByte(at) == REFUSED) {
        failed(new IllegalStateException("may not subscribe to " + login.filters()));
        return;
      }
    }
    unanswered--;
    openWhenAnswered();
  }

  private void openWhenAnswered() {
    if (unanswered == 0) {
      opened();
      conduct.opened(this);
    }
  }

  /// Lets the next client connect.
  void opened() {
    if (!open) {
      open = true;
      loop.opened();
    }
  }

  private void received(ChannelHandlerContext ctx, int qos, ByteBuf in) {
    in.skipBytes(in.readUnsignedShort());
    if (qos > 0) {
      ctx.write(LeanPackets.puback(ctx.alloc(), in.readUnsignedShort()));
    }
    conduct.received(this, in.readLong(), in.readInt());
  }

  /// What was written while reading goes out together.
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    ctx.flush();
  }

  /// Whether the server has let it in, and no one has ended it. May be asked by any thread.
  boolean isOpen() {
    return open && context().channel().isActive();
  }

  /// Publishes with what is flushed next.
  void publish(byte[] topic, int qos, long sentAt, int number) {
    ChannelHandlerContext ctx = context();
    int id = qos == 0 ? 0 : nextId();
    ctx.write(LeanPackets.publish(ctx.alloc(), topic, qos, id, sentAt, number));
  }

  void flush() {
    context().flush();
  }

  /// Says goodbye and closes the connection.
  void leave() {
    leaving = true;
    ChannelHandlerContext ctx = context();
    ctx.writeAndFlush(LeanPackets.disconnect(ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
  }

  /// Closes the connection without a word of MQTT.
  void drop() {
    leaving = true;
    context().close();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException(login.clientId() + " is not connected");
    }
    return ctx;
  }

  private int nextId() {
    packetId = packetId % 65_535 + 1;
    return packetId;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!leaving) {
      failed(new IllegalStateException("connection closed by the server"));
    }
    loop.left();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!leaving) {
      failed(cause);
    }
    ctx.close();
  }

  private void failed(Throwable cause) {
    if (conduct.mayBeEnded()) {
      opened();
    } else {
      loop.failed(login.clientId(), cause);
    }
  }
}

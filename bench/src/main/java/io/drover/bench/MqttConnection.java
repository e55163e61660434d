package io.drover.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client that subscribes at QoS 1 as soon as it is connected, acknowledges what it receives,
/// and publishes at QoS 1. Its conduct is told everything on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is told
final class MqttConnection extends SimpleChannelInboundHandler<MqttMessage> {
  private static final int GRANTED = 1;

  /// What a client does about what reaches it.
  interface Conduct {
    /// The server has taken over what was published under this id.
    default void acknowledged(int packetId) {}

    default void received(String topic, ByteBuf payload) {}
  }

  private final String clientId;
  private final List<String> filters;
  private final Wire wire;
  private final Conduct conduct;
  private @Nullable ChannelHandlerContext context;
  private int packetId;

  MqttConnection(String clientId, List<String> filters, Wire wire, Conduct conduct) {
    this.clientId = clientId;
    this.filters = filters;
    this.wire = wire;
    this.conduct = conduct;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    if (!wire.isTls()) {
      connect(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        connect(ctx);
      } else {
        wire.failed(clientId, handshake.cause());
      }
    }
    super.userEventTriggered(ctx, event);
  }

  private void connect(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_3_1_1)
            .clientId(clientId)
            .cleanSession(true)
            .keepAlive(1_200)
            .build());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
    switch (message.fixedHeader().messageType()) {
      case CONNACK ->
          connected(ctx, ((MqttConnAckMessage) message).variableHeader().connectReturnCode());
      case SUBACK -> subscribed((MqttSubAckMessage) message);
      case PUBACK ->
          conduct.acknowledged(
              ((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
      case PUBLISH -> received(ctx, (MqttPublishMessage) message);
      default -> {}
    }
  }

  private void connected(ChannelHandlerContext ctx, MqttConnectReturnCode code) {
    if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      wire.failed(clientId, new IllegalStateException("refused: " + code));
    } else if (filters.isEmpty()) {
      wire.opened();
    } else {
      MqttMessageBuilders.SubscribeBuilder subscribe =
          MqttMessageBuilders.subscribe().messageId(nextId());
      filters.forEach(filter -> subscribe.addSubscription(MqttQoS.AT_LEAST_ONCE, filter));
      ctx.writeAndFlush(subscribe.build());
    }
  }

  private void subscribed(MqttSubAckMessage message) {
    if (message.payload().grantedQoSLevels().stream().allMatch(level -> level == GRANTED)) {
      wire.opened();
    } else {
      wire.failed(clientId, new IllegalStateException("may not subscribe to " + filters));
    }
  }

  private void received(ChannelHandlerContext ctx, MqttPublishMessage message) {
    if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      ctx.write(MqttMessageBuilders.pubAck().packetId(message.variableHeader().packetId()).build());
    }
    conduct.received(message.variableHeader().topicName(), message.payload());
  }

  /// What was written while reading goes out together.
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  /// Runs `work` on the event loop, and sends what it publishes. May be called from any thread.
  void run(Runnable work) {
    ChannelHandlerContext ctx = context();
    ctx.executor()
        .execute(
            () -> {
              work.run();
              ctx.flush();
            });
  }

  /// As [#run], after a pause.
  void runAfter(long nanos, Runnable work) {
    var _ = context().executor().schedule(() -> run(work), nanos, TimeUnit.NANOSECONDS);
  }

  /// Publishes under the id that it answers; only on the event loop.
  int publish(String topic, String payload) {
    int id = nextId();
    context()
        .write(
            MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(id)
                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                .build());
    return id;
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException(clientId + " is not connected");
    }
    return ctx;
  }

  private int nextId() {
    packetId = packetId % 65_535 + 1;
    return packetId;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wire.failed(clientId, new IllegalStateException("connection closed by the server"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    wire.failed(clientId, cause);
  }
}

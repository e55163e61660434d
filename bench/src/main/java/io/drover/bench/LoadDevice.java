package io.drover.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A device that does nothing but take work as fast as it is answered: start-next, one progress,
/// SUCCEEDED, again, each at QoS 1. All its state belongs to its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is told
final class LoadDevice extends SimpleChannelInboundHandler<MqttMessage> {
  private static final String JOB_ID = "\"jobId\":\"";

  private final String thing;
  private final Load load;
  private final boolean tls;
  private @Nullable ChannelHandlerContext context;
  private int packetId;
  private boolean working;
  private @Nullable String jobId;
  private boolean reportedProgress;
  private long askedAt;

  LoadDevice(String thing, Load load, boolean tls) {
    this.thing = thing;
    this.load = load;
    this.tls = tls;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    if (!tls) {
      connect(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        connect(ctx);
      } else {
        load.failed(thing, handshake.cause());
      }
    }
    super.userEventTriggered(ctx, event);
  }

  private void connect(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_3_1_1)
            .clientId(thing)
            .cleanSession(true)
            .keepAlive(1_200)
            .build());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
    switch (message.fixedHeader().messageType()) {
      case CONNACK ->
          connected(ctx, ((MqttConnAckMessage) message).variableHeader().connectReturnCode());
      case SUBACK -> load.ready();
      case PUBLISH -> received(ctx, (MqttPublishMessage) message);
      default -> {}
    }
  }

  private void connected(ChannelHandlerContext ctx, MqttConnectReturnCode code) {
    if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      load.failed(thing, new IllegalStateException("refused: " + code));
      return;
    }
    ctx.writeAndFlush(
        MqttMessageBuilders.subscribe()
            .messageId(nextId())
            .addSubscription(MqttQoS.AT_LEAST_ONCE, prefix() + "notify")
            .addSubscription(MqttQoS.AT_LEAST_ONCE, prefix() + "notify-next")
            .build());
  }

  private void received(ChannelHandlerContext ctx, MqttPublishMessage message) {
    if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      ctx.write(MqttMessageBuilders.pubAck().packetId(message.variableHeader().packetId()).build());
    }
    String topic = message.variableHeader().topicName();
    if (topic.endsWith("/notify")) {
      load.notified(System.nanoTime());
    } else if (topic.endsWith("/start-next/accepted")) {
      started(message.payload().toString(StandardCharsets.UTF_8));
    } else if (topic.endsWith("/update/accepted")) {
      updated();
    } else if (topic.endsWith("/rejected")) {
      load.failed(
          thing, new IllegalStateException(message.payload().toString(StandardCharsets.UTF_8)));
    }
    ctx.flush();
  }

  /// Takes work until there is none. May be called from any thread.
  void work() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException(thing + " is not connected");
    }
    ctx.executor()
        .execute(
            () -> {
              working = true;
              startNext();
              ctx.flush();
            });
  }

  private void startNext() {
    publish("start-next", "{}");
  }

  private void started(String payload) {
    load.answered(System.nanoTime() - askedAt);
    int at = payload.indexOf(JOB_ID);
    if (at < 0) {
      working = false;
      load.idle();
      return;
    }
    jobId = payload.substring(at + JOB_ID.length(), payload.indexOf('"', at + JOB_ID.length()));
    reportedProgress = false;
    publish(
        jobId + "/update", "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"progress\":\"50%\"}}");
  }

  private void updated() {
    load.answered(System.nanoTime() - askedAt);
    if (!working) {
      return;
    }
    if (reportedProgress) {
      load.completed();
      startNext();
    } else {
      reportedProgress = true;
      publish(
          jobId + "/update",
          "{\"status\":\"SUCCEEDED\",\"statusDetails\":{\"progress\":\"100%\"}}");
    }
  }

  private void publish(String request, String payload) {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      askedAt = System.nanoTime();
      ctx.write(
          MqttMessageBuilders.publish()
              .topicName(prefix() + request)
              .qos(MqttQoS.AT_LEAST_ONCE)
              .messageId(nextId())
              .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
              .build());
    }
  }

  private String prefix() {
    return "$aws/things/" + thing + "/jobs/";
  }

  private int nextId() {
    packetId = packetId % 65_535 + 1;
    return packetId;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    load.failed(thing, new IllegalStateException("connection closed by the server"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    load.failed(thing, cause);
  }
}

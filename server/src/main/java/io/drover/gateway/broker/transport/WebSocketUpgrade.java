package io.drover.gateway.broker.transport;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;

import io.drover.rejection.RejectedException;
import io.drover.signature.SignatureException;
import io.drover.wire.RequestHead;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the one HTTP request of a connection, for a WebSocket at `/mqtt` with the subprotocol
/// `mqtt`. It must be signed, or come with a client certificate, and have arrived within the time
/// to connect; any other is answered and ends the connection. The request's line has at most
/// [#MOST_LINE] bytes, its headers [#MOST_HEADERS], and it has no body.
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(WebSocketUpgrade.class);

  static final int MOST_LINE = 8_192;
  static final int MOST_HEADERS = 16_384;

  private static final String PATH = "/mqtt";
  private static final String SUBPROTOCOL = "mqtt";
  private static final int FIXED_HEADER = 5;

  private final WebSocketTransport transport;
  private final Identification shown;
  private @Nullable Future<?> timeout;

  private WebSocketUpgrade(WebSocketTransport transport, Identification shown) {
    this.transport = transport;
    this.shown = shown;
  }

  /// @param shown what the connection has shown of itself before its request
  static void await(ChannelPipeline pipeline, WebSocketTransport transport, Identification shown) {
    HttpDecoderConfig bounds =
        new HttpDecoderConfig().setMaxInitialLineLength(MOST_LINE).setMaxHeaderSize(MOST_HEADERS);
    pipeline.addLast(
        new HttpServerCodec(bounds),
        new HttpObjectAggregator(0, true),
        new WebSocketUpgrade(transport, shown));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    long patience = transport.patience().toNanos();
    timeout = ctx.executor().schedule(() -> late(ctx), patience, TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    try {
      requireUpgrade(request);
      upgrade(ctx, request, identified(request));
    } catch (UpgradeRefused e) {
      refuse(ctx, e);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    log.info(
        "{}: no request for a WebSocket: {}", ctx.channel().remoteAddress(), thrown.toString());
    var _ = ctx.close();
  }

  private static void late(ChannelHandlerContext ctx) {
    log.info("{}: no request for a WebSocket in time", ctx.channel().remoteAddress());
    var _ = ctx.close();
  }

  private static void requireUpgrade(FullHttpRequest request) {
    require(
        request.decoderResult().isSuccess(), BAD_REQUEST, "The request is no HTTP, or too large.");
    String path = request.uri().split("\\?", 2)[0];
    require(path.equals(PATH), NOT_FOUND, "WebSockets are at " + PATH + ".");
    require(
        request.method().equals(HttpMethod.GET),
        METHOD_NOT_ALLOWED,
        "A WebSocket is asked for with GET.");
    HttpHeaders headers = request.headers();
    boolean asks =
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    require(asks, UPGRADE_REQUIRED, "This port is for MQTT over WebSockets.");
    require(
        headers.contains(
            HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketVersion.V13.toHttpHeaderValue(), true),
        UPGRADE_REQUIRED,
        "Only version 13 of the WebSocket protocol is spoken.");
    require(
        headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY),
        BAD_REQUEST,
        "The request has no Sec-WebSocket-Key.");
    require(
        offers(headers, SUBPROTOCOL), BAD_REQUEST, "The subprotocol must be " + SUBPROTOCOL + ".");
  }

  private static boolean offers(HttpHeaders headers, String subprotocol) {
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .anyMatch(offered -> offered.strip().equals(subprotocol));
  }

  /// The signature counts before the certificate: whoever signs says by which identity it wants to
  /// be known.
  private Identification identified(FullHttpRequest request) {
    try {
      RequestHead head = RequestHeads.of(request);
      boolean signed =
          head.header("authorization").isPresent() || head.parameter("X-Amz-Algorithm").isPresent();
      return signed || !(shown instanceof Identification.OfCertificate)
          ? transport.signers().apply(head)
          : shown;
    } catch (SignatureException e) {
      throw new UpgradeRefused(FORBIDDEN, e.reason().errorName(), e.text());
    } catch (RejectedException e) {
      throw new UpgradeRefused(BAD_REQUEST, "InvalidRequestException", e.rejection().message());
    }
  }

  private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request, Identification known) {
    WebSocketDecoderConfig bounds =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(transport.largestPacket() + FIXED_HEADER)
            .allowExtensions(false)
            .withUTF8Validator(false)
            .build();
    var _ =
        new WebSocketServerHandshaker13(PATH, SUBPROTOCOL, bounds)
            .handshake(ctx.channel(), request);
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.addLast(new WebSocketFrames());
    if (known instanceof Identification.Signed) {
      pipeline.addLast(new WebSocketLife());
    }
    transport.mqtt().begin(pipeline, known);
    pipeline.remove(this);
  }

  private static void refuse(ChannelHandlerContext ctx, UpgradeRefused refusal) {
    log.info("{}: no WebSocket: {}", ctx.channel().remoteAddress(), refusal.getMessage());
    var _ = ctx.writeAndFlush(refusal.response()).addListener(ChannelFutureListener.CLOSE);
  }

  private static void require(boolean fact, HttpResponseStatus otherwise, String message) {
    if (!fact) {
      throw new UpgradeRefused(otherwise, "InvalidRequestException", message);
    }
  }
}

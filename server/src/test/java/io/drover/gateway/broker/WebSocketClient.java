package io.drover.gateway.broker;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket with the subprotocol of MQTT that sends whatever bytes it is told to.
final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final WebSocket socket;

  private WebSocketClient(URI uri) throws Exception {
    socket =
        http.newWebSocketBuilder()
            .subprotocols("mqtt")
            .buildAsync(uri, this)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static WebSocketClient open(URI uri) throws Exception {
    return new WebSocketClient(uri);
  }

  void send(byte[] bytes) throws Exception {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Sends what the server may end the connection over before it is all sent.
  void begin(byte[] bytes) {
    var _ = socket.sendBinary(ByteBuffer.wrap(bytes), true);
  }

  /// Each byte in a frame of its own, all of one message.
  void sendInParts(byte[] bytes) throws Exception {
    for (int i = 0; i < bytes.length; i++) {
      socket
          .sendBinary(ByteBuffer.wrap(bytes, i, 1), i == bytes.length - 1)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  void sendText(String text) throws Exception {
    socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// What comes back.
  String ping(String text) throws Exception {
    socket
        .sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return next(pongs);
  }

  /// That the next frame holds this one packet.
  void expect(String hex) throws Exception {
    String next = next(packets);
    if (!next.equals(hex)) {
      throw new AssertionError("expected " + hex + ", got " + next);
    }
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    @Nullable String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  /// The status that the server closed with.
  int closeStatus() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Whether the server ends the connection, in whatever way.
  boolean isEnded() throws Exception {
    return closed.handle((_, _) -> true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    frame.writeBytes(bytes);
    if (last) {
      packets.add(HexFormat.of().formatHex(frame.toByteArray()));
      frame.reset();
    }
    source.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket source, ByteBuffer message) {
    pongs.add(StandardCharsets.UTF_8.decode(message).toString());
    source.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket source, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket source, Throwable error) {
    closed.completeExceptionally(error);
  }

  void sendClose() throws Exception {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}

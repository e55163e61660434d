package io.drover.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.SocketFactory;

/// An HTTP client that sends whatever bytes it is told to.
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(SocketFactory sockets, int port) throws IOException {
    socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
  }

  RawClient(int port) throws IOException {
    this(SocketFactory.getDefault(), port);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void request(String method, String uri, Map<String, String> headers, byte[] body)
      throws IOException {
    write(head(method, uri, headers, body.length));
    write(body);
  }

  static String head(String method, String uri, Map<String, String> headers, long length) {
    StringBuilder head = new StringBuilder(method + " " + uri + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (length > 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// The next answer; empty when the server has closed the connection instead.
  Optional<Answer> answer() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      head.write(octet);
    }
    String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      headers.put(name, lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return Optional.of(new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body));
  }

  /// Whether the server has closed the connection, which it is waited for.
  boolean closed() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return !(e instanceof java.net.SocketTimeoutException);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Answer(int status, Map<String, String> headers, String body) {
    String error() {
      return headers.getOrDefault("x-amzn-errortype", "");
    }
  }
}

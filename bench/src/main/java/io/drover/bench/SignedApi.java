package io.drover.bench;

import io.drover.acceptance.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls a service of the API with as little client work as a correctly signed request allows, so
/// that a load of millions measures the server. Paths and queries must need no encoding, and a
/// query's parameters must be in the order of their names.
final class SignedApi implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final String REGION = "us-east-1";
  private static final HexFormat HEX = HexFormat.of();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String host;
  private final RunningServer.AccessKey key;
  private final String service;
  private volatile SigningKey signingKey = new SigningKey("", new byte[0]);

  /// The control plane.
  SignedApi(RunningServer server) {
    this(server, "iot");
  }

  /// @param service as requests are signed for it
  SignedApi(RunningServer server, String service) {
    this.host = "127.0.0.1:" + server.port("api");
    this.key = server.accessKey();
    this.service = service;
  }

  /// What the server answered.
  record Reply(int status, String body) {
    boolean isSuccess() {
      return status == 200;
    }

    /// Whether there is nothing of this name.
    boolean isNotFound() {
      return status == 404;
    }

    /// Whether the server failed at what it serves.
    boolean isFault() {
      return status >= 500 && !isMissing();
    }

    /// Whether the server does not serve this operation.
    boolean isMissing() {
      return status == 501;
    }
  }

  /// Sends a JSON body, expects success, and answers what the server did.
  String send(String method, String path, String body) {
    Reply reply = call(method, path, body);
    if (!reply.isSuccess()) {
      throw new IllegalStateException(
          method + " " + path + ": " + reply.status() + " " + reply.body());
    }
    return reply.body();
  }

  /// Sends a JSON body.
  Reply call(String method, String path, String body) {
    byte[] payload = body.getBytes(StandardCharsets.UTF_8);
    String stamp = STAMP.format(LocalDateTime.now(ZoneOffset.UTC));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(payload))
            .header("x-amz-date", stamp)
            .header("authorization", authorization(method, path, stamp, payload))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String authorization(String method, String path, String stamp, byte[] payload) {
    String date = stamp.substring(0, 8);
    String scope = date + "/" + REGION + "/" + service + "/aws4_request";
    int query = path.indexOf('?');
    String canonical =
        method
            + "\n"
            + (query < 0 ? path : path.substring(0, query))
            + "\n"
            + (query < 0 ? "" : path.substring(query + 1))
            + "\nhost:"
            + host
            + "\nx-amz-date:"
            + stamp
            + "\n\nhost;x-amz-date\n"
            + sha256(payload);
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + stamp
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.getBytes(StandardCharsets.UTF_8));
    return "AWS4-HMAC-SHA256 Credential="
        + key.id()
        + "/"
        + scope
        + ", SignedHeaders=host;x-amz-date, Signature="
        + HEX.formatHex(hmac(signingKey(date), toSign));
  }

  private byte[] signingKey(String date) {
    SigningKey current = signingKey;
    if (!current.date.equals(date)) {
      byte[] derived = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
      for (String part : new String[] {date, REGION, service, "aws4_request"}) {
        derived = hmac(derived, part);
      }
      current = new SigningKey(date, derived);
      signingKey = current;
    }
    return current.key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private record SigningKey(String date, byte[] key) {}
}

package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the server with signed requests, one answer a call. Waits 5 s for a connection and 15 s for
/// an answer; when the server is too busy, it is asked three times.
final class SignedHttp implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int ATTEMPTS = 3;

  private final Target target;
  private final HttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity identity;

  SignedHttp(Target target) {
    this.target = target;
    this.identity = AwsCredentialsIdentity.create(target.keyId(), target.secret());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .sslContext(Trust.of(target))
            .build();
  }

  /// @param operation its name in the contract, for messages
  /// @param path percent-encoded
  JsonNode get(String operation, String path, Map<String, String> query) {
    SdkHttpRequest request = request(path, query);
    HttpResponse<byte[]> response = send(request);
    for (int attempt = 2; attempt <= ATTEMPTS && isBusy(response); attempt++) {
      pause();
      response = send(request);
    }
    if (response.statusCode() == 200) {
      return json(response);
    }
    throw Refused.of(operation, target, response.statusCode(), errorName(response), json(response));
  }

  private SdkHttpRequest request(String path, Map<String, String> query) {
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create(target.endpoint() + path));
    query.forEach(builder::putRawQueryParameter);
    return builder.build();
  }

  private HttpResponse<byte[]> send(SdkHttpRequest plain) {
    SdkHttpRequest signed =
        signer
            .sign(
                request ->
                    request
                        .identity(identity)
                        .request(plain)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iot")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, target.region()))
            .request();
    HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri()).timeout(LONGEST_ANSWER);
    signed.forEachHeader(
        (name, values) -> {
          if (!"host".equalsIgnoreCase(name)) { // the client sends its own, the same
            values.forEach(value -> request.header(name, value));
          }
        });
    return send(request.build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new ClientException(Kind.NO_ANSWER, explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException(Kind.NO_ANSWER, "interrupted");
    }
  }

  private String explain(IOException e) {
    String where = target.endpoint().toString();
    return switch (e) {
      case ConnectException _ ->
          "nobody listens at " + where + "; start a server (./drover serve), or pass --endpoint";
      case HttpTimeoutException _ ->
          "no answer from " + where + " in time; is the server busy, or the address wrong?";
      case SSLException _ ->
          "no trusted connection to "
              + where
              + ": set AWS_CA_BUNDLE to the server's ca.pem, and use a name that its certificate has ("
              + Cells.clean(String.valueOf(e.getMessage()))
              + ")";
      default -> "no answer from " + where + ": " + Cells.clean(String.valueOf(e.getMessage()));
    };
  }

  private static boolean isBusy(HttpResponse<?> response) {
    return response.statusCode() == 503
        || response.statusCode() == 429
        || errorName(response).equals("ThrottlingException");
  }

  private static String errorName(HttpResponse<?> response) {
    return response.headers().firstValue("x-amzn-ErrorType").orElse("");
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new ClientException(
          Kind.REFUSED,
          "what answers at "
              + target.endpoint()
              + " (with HTTP "
              + response.statusCode()
              + ") is not the API of a Drover server; ./drover env prints the right address");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

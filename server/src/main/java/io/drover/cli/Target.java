package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The server that is asked, and the access key it is asked with. Taken from the variables that
/// AWS's tools read, wherever they come from.
///
/// @param caFile the certificates that are trusted; Java's own when empty
public record Target(
    URI endpoint, String region, String keyId, String secret, Optional<Path> caFile) {

  @Override
  public String toString() {
    return endpoint + " as " + keyId;
  }

  public static Target of(Map<String, String> variables) {
    return new Target(
        endpoint(
            first(variables, "AWS_ENDPOINT_URL_IOT", "AWS_ENDPOINT_URL")
                .orElseThrow(() -> incomplete("no endpoint is given"))),
        first(variables, "AWS_REGION", "AWS_DEFAULT_REGION").orElse("us-east-1"),
        required(variables, "AWS_ACCESS_KEY_ID"),
        required(variables, "AWS_SECRET_ACCESS_KEY"),
        first(variables, "AWS_CA_BUNDLE", "DROVER_CA_FILE").map(Path::of));
  }

  /// Whether the variables name an endpoint, so that no data folder need be asked.
  public static boolean isNamedBy(Map<String, String> variables) {
    return first(variables, "AWS_ENDPOINT_URL_IOT", "AWS_ENDPOINT_URL").isPresent();
  }

  private static Optional<String> first(Map<String, String> variables, String... names) {
    return Arrays.stream(names)
        .map(variables::get)
        .filter(Objects::nonNull)
        .flatMap(value -> Stream.of(value.strip()))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String required(Map<String, String> variables, String name) {
    return first(variables, name).orElseThrow(() -> incomplete(name + " is not set"));
  }

  private static ClientException incomplete(String what) {
    return new ClientException(
        Kind.INCOMPLETE,
        what
            + "; in a shell on the server's machine: eval \"$(./drover env)\","
            + " or pass --data with the server's data folder");
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new ClientException(
        Kind.INCOMPLETE,
        "'" + Cells.clean(text) + "' is no endpoint; one looks like http://127.0.0.1:8080");
  }
}

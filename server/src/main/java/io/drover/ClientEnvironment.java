package io.drover;

import io.drover.config.Endpoints;
import io.drover.config.ServerConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/// The environment in which AWS's tools reach this server instead of AWS.
final class ClientEnvironment {
  private ClientEnvironment() {}

  static Map<String, String> of(ServerConfig config, Endpoints endpoints) {
    Map<String, String> variables = new LinkedHashMap<>();
    boolean local = config.bind().isLoopbackAddress();
    String ca = config.identity().caFile().toString();
    String url =
        local
            ? "http://" + literal(config.bind().getHostAddress())
            : "https://" + literal(config.publicHost());
    variables.put("AWS_ENDPOINT_URL", url + ":" + endpoints.api().port());
    Endpoints.Door s3 = endpoints.s3();
    if (s3 != null) {
      variables.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + s3.port());
    }
    variables.put("AWS_ACCESS_KEY_ID", config.accessKey().id());
    variables.put("AWS_SECRET_ACCESS_KEY", config.accessKey().secret());
    variables.put("AWS_DEFAULT_REGION", config.arns().region());
    variables.put("DROVER_CA_FILE", ca);
    if (!local) {
      variables.put("AWS_CA_BUNDLE", ca);
    }
    return variables;
  }

  /// An IPv6 address stands in brackets in a URL.
  private static String literal(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}

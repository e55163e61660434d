package io.drover.gateway.broker.transport;

import io.drover.wire.QueryParameter;
import io.drover.wire.RequestHead;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Netty's requests as our own.
final class RequestHeads {
  private RequestHeads() {}

  /// Refuses a query that is malformed.
  static RequestHead of(HttpRequest request) {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    return new RequestHead(
        request.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        QueryParameter.parse(mark < 0 ? "" : uri.substring(mark + 1)),
        headers(request));
  }

  private static Map<String, List<String>> headers(HttpRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            header ->
                headers
                    .computeIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(header.getValue()));
    return headers;
  }
}

package io.drover.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request without its body. Path and query are as the client sent them, still percent-encoded;
/// names of headers are in lower case.
public record RequestHead(
    String method, String path, List<QueryParameter> query, Map<String, List<String>> headers) {

  /// The first value of the header.
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// The first value of the parameter.
  public Optional<String> parameter(String name) {
    return query.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(QueryParameter::value)
        .findFirst();
  }
}

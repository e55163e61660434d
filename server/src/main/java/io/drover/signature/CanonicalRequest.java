package io.drover.signature;

import io.drover.wire.Percent;
import io.drover.wire.QueryParameter;
import io.drover.wire.RequestHead;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A request in the one spelling that both sides sign. The path is encoded once more than it was
/// sent, as these services have it.
final class CanonicalRequest {
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Comparator<QueryParameter> BY_SPELLING =
      Comparator.comparing(QueryParameter::name).thenComparing(QueryParameter::value);

  private CanonicalRequest() {}

  static String of(RequestHead head, List<String> signedHeaders, String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(head.method()).append('\n');
    Percent.encode(text, normalized(head.path()), "/");
    text.append('\n').append(query(head.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':').append(header(head, name)).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payloadHash)
        .toString();
  }

  /// Without empty segments, `.` and `..`.
  private static String normalized(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return path.isEmpty() ? "/" : path;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
    return "/" + String.join("/", segments) + end;
  }

  private static String query(List<QueryParameter> query) {
    return query.stream()
        .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
        .map(parameter -> new QueryParameter(encode(parameter.name()), encode(parameter.value())))
        .sorted(BY_SPELLING)
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    Percent.encode(encoded, text, "");
    return encoded.toString();
  }

  private static String header(RequestHead head, String name) {
    return head.headers().getOrDefault(name, List.of()).stream()
        .map(value -> SPACES.matcher(value.strip()).replaceAll(" "))
        .collect(Collectors.joining(","));
  }
}

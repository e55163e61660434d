package io.drover.jobs.templates;

import io.drover.jobs.JsonEscapes;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A template that comes with the server. One version of it never changes, which is why the jobs
/// that were made from it need not keep its document.
///
/// @param document JSON with `${aws:iot:parameter:KEY}` in its strings
public record ManagedTemplate(
    String name,
    String version,
    String description,
    List<String> environments,
    List<DocumentParameter> parameters,
    String document) {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{aws:iot:parameter:([a-zA-Z0-9_-]+)}");

  public ManagedTemplate {
    environments = List.copyOf(environments);
    parameters = List.copyOf(parameters);
  }

  /// As in its ARN: `NAME:VERSION`.
  public String id() {
    return name + ":" + version;
  }

  /// The document with the values in it, whatever characters they have; optional ones that are
  /// missing are empty. Refuses values that the template does not know, does not allow or misses.
  String fill(Map<String, String> values) {
    requireKnown(values);
    parameters.forEach(parameter -> parameter.check(values.get(parameter.key())));
    return PLACEHOLDER
        .matcher(document)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(JsonEscapes.of(values.getOrDefault(match.group(1), ""))));
  }

  private void requireKnown(Map<String, String> values) {
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(parameters.stream().map(DocumentParameter::key).collect(Collectors.toSet()));
    if (!unknown.isEmpty()) {
      throw new InvalidRequest(
              "documentParameters: %s has no parameter %s.".formatted(name, unknown.first()))
          .toException();
    }
  }
}

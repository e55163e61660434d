package io.drover.shadow;

import io.drover.protocol.ShadowRequest;
import io.drover.protocol.ShadowUpdate;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The rules of the reserved shadow `$package`, which tells the software that a thing has: it only
/// reports, for each package `version`, a string, and `attributes`, an object.
final class PackageShadow {
  private static final String NAME = "$package";
  private static final Set<String> MEMBERS = Set.of("version", "attributes");

  private PackageShadow() {}

  static void check(ShadowId id, ShadowUpdate update) {
    if (!id.name().equals(NAME)) {
      return;
    }
    if (update.state().has(ShadowDocument.DESIRED)) {
      throw invalid(ShadowDocument.DESIRED);
    }
    JsonNode reported = update.state().get(ShadowDocument.REPORTED);
    if (reported != null) {
      reported.properties().forEach(entry -> checkPackage(entry.getKey(), entry.getValue()));
    }
  }

  private static void checkPackage(String name, JsonNode installed) {
    if (!isNullOr(installed, installed.isObject())) {
      throw invalid(name);
    }
    installed.propertyNames().stream()
        .filter(member -> !MEMBERS.contains(member))
        .findFirst()
        .ifPresent(
            member -> {
              throw invalid(member);
            });
    JsonNode version = installed.get("version");
    if (!isNullOr(version, version != null && version.isString())) {
      throw invalid("version");
    }
    JsonNode attributes = installed.get("attributes");
    if (!isNullOr(attributes, attributes != null && attributes.isObject())) {
      throw invalid("attributes");
    }
  }

  private static boolean isNullOr(@Nullable JsonNode node, boolean other) {
    return node == null || node.isNull() || other;
  }

  private static RuntimeException invalid(String name) {
    return new InvalidRequest(ShadowRequest.invalidNode(name).problem()).toException();
  }
}

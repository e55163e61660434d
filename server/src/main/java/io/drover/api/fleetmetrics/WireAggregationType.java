package io.drover.api.fleetmetrics;

import io.drover.fleetmetrics.AggregationType;
import io.drover.fleetmetrics.AggregationType.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a fleet metric computes, as the contract spells it.
public record WireAggregationType(String name, @Nullable List<String> values) {

  AggregationType decode() {
    return new AggregationType(
        Kind.valueOf(name.toUpperCase(Locale.ROOT)), values == null ? List.of() : values);
  }

  static WireAggregationType of(AggregationType type) {
    String name = type.kind().name();
    return new WireAggregationType(
        name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT), type.values());
  }
}

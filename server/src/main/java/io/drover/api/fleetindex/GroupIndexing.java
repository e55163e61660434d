package io.drover.api.fleetindex;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contract's configuration of the index of groups, of which there is none yet.
public record GroupIndexing(
    String thingGroupIndexingMode,
    @Nullable List<ThingIndexing.Field> managedFields,
    @Nullable List<ThingIndexing.Field> customFields) {
  static final GroupIndexing OFF = new GroupIndexing("OFF", null, null);

  void requireOff() {
    if (!thingGroupIndexingMode.equals("OFF")) {
      throw new InvalidRequest("thingGroupIndexingMode ON is not supported yet.").toException();
    }
  }
}

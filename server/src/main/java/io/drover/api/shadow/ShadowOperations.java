package io.drover.api.shadow;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.shadow.Shadows;
import java.time.InstantSource;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record ShadowOperations(Shadows shadows, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    ShadowAccess access = new ShadowAccess(arns);
    return List.of(
        new GetThingShadow(shadows, access, clock),
        new UpdateThingShadow(shadows, access, clock),
        new DeleteThingShadow(shadows, access, clock),
        new ListNamedShadowsForThing(shadows, access, clock));
  }
}

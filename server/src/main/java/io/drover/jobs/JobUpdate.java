package io.drover.jobs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an operator changes of a job; empty leaves it as it is. A timeout applies to executions
/// that start later.
public record JobUpdate(
    Optional<String> description, Optional<PresignedUrls> urls, Optional<Timeout> timeout) {

  /// @param minutes 1 to 10,080, or null for no limit
  public record Timeout(@Nullable Long minutes) {
    public Timeout {
      InProgressTimeout.check(minutes);
    }
  }
}

package io.drover.registry;

import io.drover.tags.Tag;
import java.util.List;
import java.util.Optional;

/// A billing group to be created.
public record NewBillingGroup(BillingGroupName name, Optional<String> description, List<Tag> tags) {
  public NewBillingGroup {
    tags = List.copyOf(tags);
    Descriptions.check(description);
  }
}

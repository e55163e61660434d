package io.drover.api.tags;

import io.drover.api.http.Operation;
import io.drover.tags.ResourceTags;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record TagOperations(ResourceTags tags) {

  public List<Operation<?, ?>> all() {
    return List.of(new TagResource(tags), new UntagResource(tags), new ListTagsForResource(tags));
  }
}

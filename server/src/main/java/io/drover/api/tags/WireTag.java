package io.drover.api.tags;

import io.drover.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tag as the contract spells it; without a value it has an empty one.
@SuppressWarnings("MemberName")
public record WireTag(String Key, @Nullable String Value) {

  /// The tags of a request that may have none.
  public static List<Tag> decode(@Nullable List<WireTag> tags) {
    return tags == null ? List.of() : tags.stream().map(WireTag::decode).toList();
  }

  public static WireTag of(Tag tag) {
    return new WireTag(tag.key(), tag.value());
  }

  private Tag decode() {
    return new Tag(Key, Value == null ? "" : Value);
  }
}

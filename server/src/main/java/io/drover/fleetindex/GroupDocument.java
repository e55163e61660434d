package io.drover.fleetindex;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the index knows about a thing group, as searches answer it.
///
/// @param id orders the groups by their creation
/// @param uuid the contract's group id
/// @param parents the names of all groups above it, the root first
public record GroupDocument(
    long id,
    String name,
    String uuid,
    @Nullable String description,
    List<String> parents,
    Map<String, String> attributes,
    long version)
    implements IndexedDocument {
  public GroupDocument {
    parents = List.copyOf(parents);
    attributes = Map.copyOf(attributes);
  }
}

package io.drover.fleetindex;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the index knows about a thing, as searches answer it.
///
/// @param id orders the things by their registration
/// @param uuid the contract's thing id
/// @param groups the groups that the thing itself is in
/// @param connectivity null when connectivity is not indexed
/// @param shadow what the index shows of the thing's shadows, a JSON object; null when it has none
///   or shadows are not indexed
public record ThingDocument(
    long id,
    String name,
    String uuid,
    @Nullable String type,
    List<String> groups,
    Map<String, String> attributes,
    long version,
    @Nullable String shadow,
    @Nullable ThingConnectivity connectivity)
    implements IndexedDocument {
  public ThingDocument {
    groups = List.copyOf(groups);
    attributes = Map.copyOf(attributes);
  }
}

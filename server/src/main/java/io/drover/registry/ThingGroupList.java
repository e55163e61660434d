package io.drover.registry;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.ThingGroupFilter.Depth;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list of groups in the order of their names, whole or filtered.
final class ThingGroupList {
  private static final Listing LISTING = new Listing("thing groups", 250);

  private final Database database;
  private final ThingGroupStore store;

  ThingGroupList(Database database, ThingGroupStore store) {
    this.database = database;
    this.store = store;
  }

  Page<ThingGroupName> list(
      ThingGroupFilter filter, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    ThingGroupNames names =
        new ThingGroupNames(request.after(0, ""), filter.prefix(), request.rows());
    List<ThingGroupName> rows = database.read(reading -> names(reading, filter, names));
    return LISTING.page(rows, request, name -> List.of(name.value()));
  }

  private List<ThingGroupName> names(
      Reading reading, ThingGroupFilter filter, ThingGroupNames names) {
    boolean direct = filter.depth() == Depth.DIRECT;
    if (filter.parent().isEmpty()) {
      return direct ? names.roots(reading) : names.all(reading);
    }
    long parent = parent(reading, filter.parent().get());
    return direct ? names.children(reading, parent) : names.descendants(reading, parent);
  }

  private long parent(Reading reading, ThingGroupName name) {
    return store.place(reading, name).orElseThrow(() -> ThingGroups.notFound(name)).id();
  }
}

package io.drover.registry;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of things in the order of their names, whole or filtered.
final class ThingList {
  private static final Listing LISTING = new Listing("things", 250);

  /// How many things one filtered page looks at, in slices of [#SLICE].
  private static final int MOST_SCANNED = 10_000;

  private static final int SLICE = 1_000;

  private final Database database;
  private final ThingStore store;
  private final ThingTypeStore types = new ThingTypeStore();

  ThingList(Database database, ThingStore store) {
    this.database = database;
    this.store = store;
  }

  Page<Thing> list(ThingFilter filter, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    return database.read(
        reading ->
            slices(reading, filter)
                .map(slices -> page(slices, filter, request))
                .orElseGet(() -> new Page<>(List.of(), null)));
  }

  /// Things after a name, in the order of their names.
  private interface Slices {
    List<Thing> after(String name, int rows);
  }

  /// All things, or those of a type; none for a type that does not exist.
  private Optional<Slices> slices(Reading reading, ThingFilter filter) {
    if (filter.type().isEmpty()) {
      return Optional.of((name, rows) -> store.after(reading, name, rows));
    }
    return types
        .id(reading, filter.type().get())
        .map(type -> (name, rows) -> store.ofType(reading, type, name, rows));
  }

  private static Page<Thing> page(Slices slices, ThingFilter filter, PageRequest request) {
    if (filter.attribute().isPresent()) {
      return scan(slices, filter, request);
    }
    List<Thing> rows = slices.after(request.after(0, ""), request.rows());
    return LISTING.page(rows, request, ThingList::key);
  }

  private static Page<Thing> scan(Slices slices, ThingFilter filter, PageRequest request) {
    List<Thing> found = new ArrayList<>();
    String last = request.after(0, "");
    for (int scanned = 0; scanned < MOST_SCANNED; scanned += SLICE) {
      List<Thing> slice = slices.after(last, SLICE);
      slice.stream().filter(filter::accepts).forEach(found::add);
      if (found.size() > request.size() || slice.size() < SLICE) {
        return LISTING.page(found, request, ThingList::key);
      }
      last = slice.getLast().name().value();
    }
    return new Page<>(found, LISTING.token(List.of(last)));
  }

  private static List<String> key(Thing thing) {
    return List.of(thing.name().value());
  }
}

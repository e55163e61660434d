package io.drover.registry;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The list of things in the order of their names, whole or filtered.
final class ThingList {
  private static final Listing LISTING = new Listing("things", 250);

  /// How many things one filtered page looks at, in slices of [#SLICE].
  private static final int MOST_SCANNED = 10_000;

  private static final int SLICE = 1_000;

  private final Database database;
  private final ThingStore store;

  ThingList(Database database, ThingStore store) {
    this.database = database;
    this.store = store;
  }

  Page<Thing> list(ThingFilter filter, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    if (filter.type().isPresent()) {
      return new Page<>(List.of(), null); // no thing has a type
    }
    return database.read(
        reading ->
            filter.attribute().isEmpty() ? all(reading, request) : scan(reading, filter, request));
  }

  private Page<Thing> all(Reading reading, PageRequest request) {
    List<Thing> rows = store.after(reading, request.after(0, ""), request.rows());
    return LISTING.page(rows, request, ThingList::key);
  }

  private Page<Thing> scan(Reading reading, ThingFilter filter, PageRequest request) {
    List<Thing> found = new ArrayList<>();
    String last = request.after(0, "");
    for (int scanned = 0; scanned < MOST_SCANNED; scanned += SLICE) {
      List<Thing> slice = store.after(reading, last, SLICE);
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

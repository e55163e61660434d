package io.drover.fleetindex;

import io.drover.store.Reading;
import java.util.List;
import java.util.Optional;

/// Reads from the store what an index shall know.
interface Documents<D extends IndexedDocument> {

  /// Empty when there is nothing of this name any more.
  Optional<D> find(Reading reading, String name);

  /// At most `rows` documents behind an id, in the order of their ids.
  List<D> after(Reading reading, long id, int rows);
}

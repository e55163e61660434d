package io.drover.jobs;

import io.drover.artifacts.ObjectStorage;
import io.drover.store.Database;

/// The documents of jobs, ready to be handed to devices. A document never changes, so those asked
/// for lately are kept in memory, parsed.
public final class JobDocuments {
  final Database database;
  final ObjectStorage storage;

  public JobDocuments(Database database, ObjectStorage storage) {
    this.database = database;
    this.storage = storage;
  }
}

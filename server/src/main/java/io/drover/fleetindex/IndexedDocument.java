package io.drover.fleetindex;

/// What one of the indices knows about one of its subjects, as searches answer it.
public sealed interface IndexedDocument permits ThingDocument, GroupDocument {

  /// Orders the documents of an index.
  long id();

  /// Stands for one document of an index at a time.
  String name();

  /// Counts the updates of the subject in the registry.
  long version();
}

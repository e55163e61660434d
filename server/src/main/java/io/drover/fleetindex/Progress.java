package io.drover.fleetindex;

import io.drover.changes.ChangeLog.Position;
import java.util.Map;
import java.util.Optional;

/// How far an index has come; committed together with its documents.
///
/// @param generation the configuration that the documents are of, or are being brought to
/// @param position up to where the log of changes has been read
/// @param built those up to this id are of this generation; empty when all are
/// @param complete whether the index has ever held all
record Progress(String generation, Position position, Optional<Long> built, boolean complete) {
  /// Changed whenever documents come to lie differently in Lucene.
  private static final String FORMAT = "5";

  static Progress fresh(String generation, Position end) {
    return new Progress(generation, end, Optional.of(0L), false);
  }

  /// The same documents, to be brought to another configuration.
  Progress rebuild(String next) {
    return new Progress(next, position, Optional.of(0L), complete);
  }

  Progress read(Position next) {
    return new Progress(generation, next, built, complete);
  }

  Progress builtUpTo(long thing) {
    return new Progress(generation, position, Optional.of(thing), complete);
  }

  Progress builtAll() {
    return new Progress(generation, position, Optional.empty(), true);
  }

  boolean isBuilding() {
    return built.isPresent();
  }

  Map<String, String> write() {
    return Map.of(
        "format", FORMAT,
        "generation", generation,
        "transaction", Long.toString(position.transaction()),
        "entry", Long.toString(position.entry()),
        "built", built.map(Object::toString).orElse(""),
        "complete", Boolean.toString(complete));
  }

  /// What an earlier [#write] has written; empty for what an index of another layout has.
  static Optional<Progress> parse(Map<String, String> written) {
    if (!FORMAT.equals(written.get("format"))) {
      return Optional.empty();
    }
    String built = written.getOrDefault("built", "");
    return Optional.of(
        new Progress(
            written.getOrDefault("generation", ""),
            new Position(number(written, "transaction"), number(written, "entry")),
            built.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(built)),
            Boolean.parseBoolean(written.get("complete"))));
  }

  private static long number(Map<String, String> written, String name) {
    return Long.parseLong(written.getOrDefault(name, "0"));
  }
}

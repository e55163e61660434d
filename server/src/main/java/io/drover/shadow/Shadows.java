package io.drover.shadow;

import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.protocol.ShadowUpdate;
import io.drover.registry.ThingName;
import io.drover.rejection.Rejection.DocumentTooLarge;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.shadow.ShadowChanged.Deleted;
import io.drover.shadow.ShadowChanged.Updated;
import io.drover.shadow.ShadowStore.Remembered;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The shadows of things, registered or not. Updates of one shadow happen one after the other, each
/// adding 1 to its version; a shadow made anew within [#REMEMBERED] of its deletion goes on
/// counting.
public final class Shadows {
  /// How long the version of a deleted shadow is remembered.
  static final Duration REMEMBERED = Duration.ofDays(2);

  /// How many bytes the state may have as compact JSON, without delta, times and version.
  static final int MOST_BYTES = 8_192;

  private static final Listing LISTING = new Listing("named-shadows", 100);

  private final Database database;
  private final Changes changes;
  private final ShadowStore store = new ShadowStore();

  public Shadows(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  /// Refuses with [ResourceNotFound] when there is none.
  public Shadow get(ShadowId id) {
    return database.read(reading -> find(reading, id)).orElseThrow(() -> missing(id));
  }

  public Optional<Shadow> find(Reading reading, ShadowId id) {
    return store.remembered(reading, id).flatMap(found -> Optional.ofNullable(found.shadow()));
  }

  /// Merges an update into its shadow, which is made if there is none. Refuses with
  /// [VersionConflict] an update of another version than the current one (of a shadow that is not
  /// there, one that expects neither 0 nor 1), and with [DocumentTooLarge] one that would leave
  /// more than 8 KB of state.
  public Updated update(ShadowId id, ShadowUpdate update, Instant now) {
    PackageShadow.check(id, update);
    return database.write(
        tx -> {
          Remembered found = store.remembered(tx, id).orElse(null);
          Shadow previous = found == null ? null : found.shadow();
          requireVersion(update.version(), previous);
          Shadow current = next(base(found, now), previous, update, now);
          byte[] state = StoredJson.write(current.document().state());
          if (state.length > MOST_BYTES) {
            throw new DocumentTooLarge("The payload exceeds the maximum size allowed")
                .toException();
          }
          store.put(tx, id, current, state);
          Updated updated =
              new Updated(id, previous, current, update.state(), now, update.clientToken());
          changes.record(tx, updated);
          return updated;
        });
  }

  private static void requireVersion(@Nullable Long expected, @Nullable Shadow current) {
    boolean met =
        expected == null || (current == null ? expected <= 1 : expected == current.version());
    if (!met) {
      throw new VersionConflict("Version conflict").toException();
    }
  }

  private static long base(@Nullable Remembered found, Instant now) {
    if (found == null) {
      return 0;
    }
    Instant deletedAt = found.deletedAt();
    boolean forgotten = deletedAt != null && deletedAt.plus(REMEMBERED).isBefore(now);
    return forgotten ? 0 : found.version();
  }

  private static Shadow next(
      long base, @Nullable Shadow previous, ShadowUpdate update, Instant now) {
    ShadowDocument before = previous == null ? ShadowDocument.EMPTY : previous.document();
    return new Shadow(base + 1, before.merged(update.state(), now.getEpochSecond()));
  }

  /// Deletes a shadow and answers what there was of it to tell. Refuses with [ResourceNotFound]
  /// when there is none.
  public Deleted delete(ShadowId id, @Nullable String clientToken, Instant now) {
    return database.write(
        tx -> {
          Shadow shadow = find(tx, id).orElseThrow(() -> missing(id));
          store.delete(tx, id, now);
          Deleted deleted = new Deleted(id, shadow.version(), now, clientToken);
          changes.record(tx, deleted);
          return deleted;
        });
  }

  private static RuntimeException missing(ShadowId id) {
    return new ResourceNotFound("No shadow exists with name: '" + id.label() + "'").toException();
  }

  /// The names of a thing's named shadows, in order; none for an unknown thing. 100 on a page
  /// unless told otherwise.
  public Page<String> names(ThingName thing, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    return database.read(
        reading ->
            LISTING.page(
                store.names(reading, thing, request.after(0, ""), request.rows()),
                request,
                List::of));
  }

  /// At most `rows` shadows of all things that follow this one in the order of thing and name, for
  /// those who go through all; starts before the first when `last` is null.
  public List<IdentifiedShadow> after(Reading reading, @Nullable ShadowId last, int rows) {
    return last == null
        ? store.after(reading, "", "", rows)
        : store.after(reading, last.thing().value(), last.name(), rows);
  }
}

package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of which principals are attached to which things. Where a type is asked for, null
/// stands for any.
final class PrincipalStore {

  void attach(Transaction tx, long thing, String principal, ThingPrincipalType type) {
    tx.update(
        "INSERT INTO thing_principal (thing_id, principal, type) VALUES (?, ?, ?)",
        thing,
        principal,
        type.name());
  }

  /// Whether it was attached.
  boolean detach(Transaction tx, long thing, String principal) {
    return tx.update(
            "DELETE FROM thing_principal WHERE thing_id = ? AND principal = ?", thing, principal)
        == 1;
  }

  Optional<ThingPrincipalType> type(Reading reading, long thing, String principal) {
    return reading.first(
        "SELECT type FROM thing_principal WHERE thing_id = ? AND principal = ?",
        row -> ThingPrincipalType.valueOf(row.text(1)),
        thing,
        principal);
  }

  boolean isAttached(Reading reading, ThingName thing, String principal) {
    return reading.exists(
        """
        SELECT 1 FROM thing t JOIN thing_principal p ON p.thing_id = t.id
        WHERE t.name = ? AND p.principal = ?""",
        thing.value(),
        principal);
  }

  boolean anyOfThing(Reading reading, long thing) {
    return reading.exists("SELECT 1 FROM thing_principal WHERE thing_id = ? LIMIT 1", thing);
  }

  boolean anyOfPrincipal(Reading reading, String principal) {
    return reading.exists("SELECT 1 FROM thing_principal WHERE principal = ? LIMIT 1", principal);
  }

  /// One of the things that the principal is attached to, other than this one.
  Optional<Attachment> elsewhere(Reading reading, String principal, long thing) {
    return reading.first(
        """
        SELECT t.id, t.name, p.principal, p.type
        FROM thing_principal p JOIN thing t ON t.id = p.thing_id
        WHERE p.principal = ? AND p.thing_id <> ? LIMIT 1""",
        PrincipalStore::attachment,
        principal,
        thing);
  }

  List<Attachment> ofThing(
      Reading reading, long thing, @Nullable ThingPrincipalType type, String after, int rows) {
    return reading.list(
        """
        SELECT t.id, t.name, p.principal, p.type
        FROM thing_principal p JOIN thing t ON t.id = p.thing_id
        WHERE p.thing_id = ? AND p.principal > ? AND p.type = COALESCE(?, p.type)
        ORDER BY p.principal LIMIT ?""",
        PrincipalStore::attachment,
        thing,
        after,
        type == null ? null : type.name(),
        rows);
  }

  List<Attachment> ofPrincipal(
      Reading reading, String principal, @Nullable ThingPrincipalType type, long after, int rows) {
    return reading.list(
        """
        SELECT t.id, t.name, p.principal, p.type
        FROM thing_principal p JOIN thing t ON t.id = p.thing_id
        WHERE p.principal = ? AND p.thing_id > ? AND p.type = COALESCE(?, p.type)
        ORDER BY p.thing_id LIMIT ?""",
        PrincipalStore::attachment,
        principal,
        after,
        type == null ? null : type.name(),
        rows);
  }

  /// Where the principal is attached exclusively.
  Optional<Attachment> exclusive(Reading reading, String principal) {
    return ofPrincipal(reading, principal, ThingPrincipalType.EXCLUSIVE_THING, 0, 1).stream()
        .findFirst();
  }

  private static Attachment attachment(Row row) {
    return new Attachment(
        row.number(1),
        new ThingName(row.text(2)),
        row.text(3),
        ThingPrincipalType.valueOf(row.text(4)));
  }
}

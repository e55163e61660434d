package io.drover.identity;

import io.drover.paging.PageRequest;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The rows of policies and their versions.
final class PolicyStore {
  private PolicyStore() {}

  /// What changes of a policy start from.
  record Versions(long policyId, long defaultVersion, long lastVersion) {}

  static long insert(Transaction tx, PolicyName name, String generation, Instant now) {
    return tx.insert(
        """
        INSERT INTO policy (name, default_version, last_version, generation, created_at, updated_at)
        VALUES (?, 0, 0, ?, ?, ?) RETURNING id
        """,
        name.value(),
        generation,
        now,
        now);
  }

  static void insertVersion(
      Transaction tx,
      long policyId,
      long version,
      String document,
      String generation,
      Instant now) {
    tx.update(
        """
        INSERT INTO policy_version (policy_id, version, document, generation, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        policyId,
        version,
        document,
        generation,
        now);
    tx.update("UPDATE policy SET last_version = ? WHERE id = ?", version, policyId);
  }

  static void setDefault(
      Transaction tx, long policyId, long version, String generation, Instant now) {
    tx.update(
        "UPDATE policy SET default_version = ?, generation = ?, updated_at = ? WHERE id = ?",
        version,
        generation,
        now,
        policyId);
  }

  static void delete(Transaction tx, long policyId) {
    tx.update("DELETE FROM policy WHERE id = ?", policyId); // its versions go with it
  }

  static void deleteVersion(Transaction tx, long policyId, long version) {
    tx.update("DELETE FROM policy_version WHERE policy_id = ? AND version = ?", policyId, version);
  }

  static OptionalLong id(Reading reading, PolicyName name) {
    return reading
        .first("SELECT id FROM policy WHERE name = ?", row -> row.number(1), name.value())
        .stream()
        .mapToLong(id -> id)
        .findFirst();
  }

  static Optional<Versions> versions(Reading reading, PolicyName name) {
    return reading.first(
        "SELECT id, default_version, last_version FROM policy WHERE name = ?",
        row -> new Versions(row.number(1), row.number(2), row.number(3)),
        name.value());
  }

  static long countVersions(Reading reading, long policyId) {
    return reading
        .first(
            "SELECT COUNT(*) FROM policy_version WHERE policy_id = ?",
            row -> row.number(1),
            policyId)
        .orElse(0L);
  }

  static Optional<Policy> find(Reading reading, PolicyName name) {
    return reading.first(
        """
        SELECT p.name, v.document, p.default_version, p.generation, p.created_at, p.updated_at
        FROM policy p JOIN policy_version v ON v.policy_id = p.id AND v.version = p.default_version
        WHERE p.name = ?
        """,
        row ->
            new Policy(
                new PolicyName(row.text(1)),
                row.text(2),
                row.number(3),
                row.text(4),
                row.instant(5),
                row.instant(6)),
        name.value());
  }

  static Optional<PolicyVersion> findVersion(Reading reading, PolicyName name, long version) {
    return reading.first(
        """
        SELECT p.name, v.version, v.document, p.default_version, v.generation, v.created_at
        FROM policy p JOIN policy_version v ON v.policy_id = p.id
        WHERE p.name = ? AND v.version = ?
        """,
        PolicyStore::version,
        name.value(),
        version);
  }

  /// All versions, newest first: few, by [PolicyVersions#MOST_VERSIONS].
  static List<PolicyVersion> listVersions(Reading reading, PolicyName name) {
    return reading.list(
        """
        SELECT p.name, v.version, v.document, p.default_version, v.generation, v.created_at
        FROM policy p JOIN policy_version v ON v.policy_id = p.id
        WHERE p.name = ? ORDER BY v.version DESC
        """,
        PolicyStore::version,
        name.value());
  }

  static List<Numbered<PolicyName>> list(
      Reading reading, CreationOrder order, PageRequest request) {
    long after = request.after(0, order.first());
    return switch (order) {
      case OLDEST_FIRST ->
          reading.list(
              "SELECT id, name FROM policy WHERE id > ? ORDER BY id LIMIT ?",
              PolicyStore::name,
              after,
              request.rows());
      case NEWEST_FIRST ->
          reading.list(
              "SELECT id, name FROM policy WHERE id < ? ORDER BY id DESC LIMIT ?",
              PolicyStore::name,
              after,
              request.rows());
    };
  }

  private static Numbered<PolicyName> name(Row row) {
    return new Numbered<>(row.number(1), new PolicyName(row.text(2)));
  }

  private static PolicyVersion version(Row row) {
    long number = row.number(2);
    return new PolicyVersion(
        new PolicyName(row.text(1)),
        number,
        row.text(3),
        number == row.number(4),
        row.text(5),
        row.instant(6));
  }
}

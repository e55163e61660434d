package io.drover.identity;

import io.drover.paging.PageRequest;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.List;

/// The rows that say which policy is attached to which target.
final class PolicyAttachmentStore {
  private PolicyAttachmentStore() {}

  static boolean exists(Reading reading, PolicyTarget target, long policyId) {
    return reading.exists(
        """
        SELECT 1 FROM policy_attachment WHERE target_kind = ? AND target_id = ? AND policy_id = ?
        """,
        target.kind().word(),
        target.id(),
        policyId);
  }

  static void insert(Transaction tx, PolicyTarget target, long policyId) {
    tx.update(
        "INSERT INTO policy_attachment (target_kind, target_id, policy_id) VALUES (?, ?, ?)",
        target.kind().word(),
        target.id(),
        policyId);
  }

  static void delete(Transaction tx, PolicyTarget target, long policyId) {
    tx.update(
        "DELETE FROM policy_attachment WHERE target_kind = ? AND target_id = ? AND policy_id = ?",
        target.kind().word(),
        target.id(),
        policyId);
  }

  static void deleteAll(Transaction tx, PolicyTarget target) {
    tx.update(
        "DELETE FROM policy_attachment WHERE target_kind = ? AND target_id = ?",
        target.kind().word(),
        target.id());
  }

  static long count(Reading reading, PolicyTarget target) {
    return reading
        .first(
            "SELECT COUNT(*) FROM policy_attachment WHERE target_kind = ? AND target_id = ?",
            row -> row.number(1),
            target.kind().word(),
            target.id())
        .orElse(0L);
  }

  static boolean anyTarget(Reading reading, long policyId) {
    return reading.exists("SELECT 1 FROM policy_attachment WHERE policy_id = ? LIMIT 1", policyId);
  }

  /// The names of the policies of a target, no more than its limit.
  static List<String> policies(Reading reading, PolicyTarget target) {
    return reading.list(
        """
        SELECT p.name FROM policy_attachment a JOIN policy p ON p.id = a.policy_id
        WHERE a.target_kind = ? AND a.target_id = ? LIMIT ?
        """,
        row -> row.text(1),
        target.kind().word(),
        target.id(),
        target.kind().mostPolicies());
  }

  /// The default versions of the policies of a target, no more than its limit.
  static List<String> documents(Reading reading, PolicyTarget target) {
    return reading.list(
        """
        SELECT v.document FROM policy_attachment a
          JOIN policy p ON p.id = a.policy_id
          JOIN policy_version v ON v.policy_id = p.id AND v.version = p.default_version
        WHERE a.target_kind = ? AND a.target_id = ? LIMIT ?
        """,
        row -> row.text(1),
        target.kind().word(),
        target.id(),
        target.kind().mostPolicies());
  }

  /// All targets of a policy, by kind and id.
  static List<PolicyTarget> targets(Reading reading, long policyId, PageRequest request) {
    return reading.list(
        """
        SELECT target_kind, target_id FROM policy_attachment
        WHERE policy_id = ? AND (target_kind, target_id) > (?, ?)
        ORDER BY target_kind, target_id LIMIT ?
        """,
        PolicyAttachmentStore::target,
        policyId,
        request.after(0, ""),
        request.after(1, ""),
        request.rows());
  }

  /// The certificates that a policy is attached to, by id.
  static List<PolicyTarget> certificates(
      Reading reading, long policyId, CreationOrder order, PageRequest request) {
    String word = PolicyTarget.Kind.CERTIFICATE.word();
    return switch (order) {
      case OLDEST_FIRST ->
          reading.list(
              """
              SELECT target_kind, target_id FROM policy_attachment
              WHERE policy_id = ? AND target_kind = ? AND target_id > ?
              ORDER BY target_id LIMIT ?
              """,
              PolicyAttachmentStore::target,
              policyId,
              word,
              request.after(0, ""),
              request.rows());
      case NEWEST_FIRST ->
          reading.list(
              """
              SELECT target_kind, target_id FROM policy_attachment
              WHERE policy_id = ? AND target_kind = ? AND target_id < ?
              ORDER BY target_id DESC LIMIT ?
              """,
              PolicyAttachmentStore::target,
              policyId,
              word,
              request.after(0, "g"), // after every hexadecimal digit
              request.rows());
    };
  }

  private static PolicyTarget target(Row row) {
    return new PolicyTarget(PolicyTarget.Kind.ofWord(row.text(1)), row.text(2));
  }
}

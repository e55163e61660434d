package io.drover.identity;

import io.drover.paging.PageRequest;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows of registered certificates.
final class CertificateStore {
  private CertificateStore() {}

  static void insert(Transaction tx, Certificate certificate) {
    tx.update(
        """
        INSERT INTO certificate (id, pem, status, mode, ca_id, customer_version, generation,
          not_before, not_after, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        certificate.id().value(),
        certificate.pem(),
        certificate.status().name(),
        certificate.mode(),
        certificate.caId(),
        certificate.customerVersion(),
        certificate.generation(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.createdAt(),
        certificate.updatedAt());
  }

  static Optional<Certificate> find(Reading reading, CertificateId id) {
    return reading.first(
        """
        SELECT number, id, pem, status, mode, ca_id, customer_version, generation,
          not_before, not_after, created_at, updated_at
        FROM certificate WHERE id = ?
        """,
        row -> certificate(row).item(),
        id.value());
  }

  static Optional<CertificateStatus> status(Reading reading, CertificateId id) {
    return reading.first(
        "SELECT status FROM certificate WHERE id = ?",
        row -> CertificateStatus.valueOf(row.text(1)),
        id.value());
  }

  static List<Numbered<Certificate>> list(
      Reading reading, CreationOrder order, PageRequest request) {
    long after = request.after(0, order.first());
    return switch (order) {
      case OLDEST_FIRST ->
          reading.list(
              """
              SELECT number, id, pem, status, mode, ca_id, customer_version, generation,
                not_before, not_after, created_at, updated_at
              FROM certificate WHERE number > ? ORDER BY number LIMIT ?
              """,
              CertificateStore::certificate,
              after,
              request.rows());
      case NEWEST_FIRST ->
          reading.list(
              """
              SELECT number, id, pem, status, mode, ca_id, customer_version, generation,
                not_before, not_after, created_at, updated_at
              FROM certificate WHERE number < ? ORDER BY number DESC LIMIT ?
              """,
              CertificateStore::certificate,
              after,
              request.rows());
    };
  }

  static void setStatus(
      Transaction tx, CertificateId id, CertificateStatus status, String generation, Instant now) {
    tx.update(
        "UPDATE certificate SET status = ?, generation = ?, updated_at = ? WHERE id = ?",
        status.name(),
        generation,
        now,
        id.value());
  }

  static void delete(Transaction tx, CertificateId id) {
    tx.update("DELETE FROM certificate WHERE id = ?", id.value());
  }

  private static Numbered<Certificate> certificate(Row row) {
    return new Numbered<>(
        row.number(1),
        new Certificate(
            new CertificateId(row.text(2)),
            row.text(3),
            CertificateStatus.valueOf(row.text(4)),
            row.text(5),
            row.optionalText(6),
            Math.toIntExact(row.number(7)),
            row.text(8),
            row.instant(9),
            row.instant(10),
            row.instant(11),
            row.instant(12)));
  }
}

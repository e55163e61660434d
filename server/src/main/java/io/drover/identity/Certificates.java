package io.drover.identity;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.CertificateState;
import io.drover.rejection.Rejection.DeleteConflict;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The certificates of devices: issued by the server's authority, registered, and let in while they
/// are `ACTIVE`.
public final class Certificates {
  private static final Listing OLDEST_FIRST = new Listing("certificates, oldest first", 25);
  private static final Listing NEWEST_FIRST = new Listing("certificates, newest first", 25);

  private final Database database;
  private final Changes changes;
  private final Arns arns;
  private final AccessStamps stamps;
  private final ServerAuthority authority;
  private final BiPredicate<Reading, String> hasThings;

  /// `hasThings`: whether any thing is attached to the principal of this ARN.
  public Certificates(
      Database database,
      Changes changes,
      Arns arns,
      AccessStamps stamps,
      ServerAuthority authority,
      BiPredicate<Reading, String> hasThings) {
    this.database = database;
    this.changes = changes;
    this.arns = arns;
    this.stamps = stamps;
    this.authority = authority;
    this.hasThings = hasThings;
  }

  /// Issues a certificate for a new pair of RSA keys. Takes about a tenth of a second of a
  /// processor; refuses ([io.drover.rejection.Rejection.Throttled]) when too many ask at once.
  public IssuedKeys createKeys(boolean active, Instant now) {
    KeyPair keys = DeviceKeys.generate();
    Certificate certificate = register(authority.issue(keys.getPublic(), now), active, now);
    return new IssuedKeys(
        certificate, DeviceKeys.publicPem(keys.getPublic()), DeviceKeys.privatePem(keys));
  }

  /// Issues a new certificate, even when the same request was used before. Refuses a request that
  /// is malformed, not signed by its own key, or for a key other than RSA of 2,048 bits or more and
  /// ECDSA on P-256, P-384 and P-521.
  public Certificate createFromCsr(String pem, boolean active, Instant now) {
    return register(authority.issue(SigningRequest.parse(pem), now), active, now);
  }

  private Certificate register(X509Certificate issued, boolean active, Instant now) {
    CertificateId id = CertificateId.of(issued);
    Certificate certificate =
        new Certificate(
            id,
            Pem.of(issued),
            active ? CertificateStatus.ACTIVE : CertificateStatus.INACTIVE,
            Certificate.DEFAULT_MODE,
            null,
            1,
            generation(),
            issued.getNotBefore().toInstant(),
            issued.getNotAfter().toInstant(),
            now,
            now);
    // Someone may have asked with the certificate before it was registered.
    try (var _ = stamps.moving(id.value())) {
      database.change(tx -> CertificateStore.insert(tx, certificate));
    }
    return certificate;
  }

  public Certificate describe(CertificateId id) {
    return database.read(reading -> CertificateStore.find(reading, id)).orElseThrow(() -> none(id));
  }

  /// Whether there is a certificate of this id.
  public boolean exists(Reading reading, String id) {
    return CertificateStore.status(reading, CertificateId.parse(id)).isPresent();
  }

  public Page<Certificate> list(
      CreationOrder order, @Nullable String marker, @Nullable Integer pageSize) {
    Listing listing = order == CreationOrder.OLDEST_FIRST ? OLDEST_FIRST : NEWEST_FIRST;
    PageRequest request = listing.request(marker, pageSize);
    return Numbered.page(
        listing, database.read(reading -> CertificateStore.list(reading, order, request)), request);
  }

  /// Does nothing when the certificate has this status already. Refuses statuses that cannot be
  /// asked for.
  public void update(CertificateId id, CertificateStatus status, Instant now) {
    if (status.pending()) {
      throw new CertificateState("A certificate cannot be set to " + status + ". Id: " + id.value())
          .toException();
    }
    String generation = generation();
    try (var _ = stamps.moving(id.value())) {
      database.change(tx -> update(tx, id, status, generation, now));
    }
  }

  private void update(
      Transaction tx, CertificateId id, CertificateStatus status, String generation, Instant now) {
    CertificateStatus before = CertificateStore.status(tx, id).orElseThrow(() -> none(id));
    if (before == status) {
      return;
    }
    CertificateStore.setStatus(tx, id, status, generation, now);
    if (before == CertificateStatus.ACTIVE) {
      // Whoever is sent away and comes back at once must not be taken for who he was.
      tx.afterCommit(() -> stamps.moved(id.value()));
      changes.record(tx, new CertificateDeactivated(id));
    }
  }

  /// Refuses while the certificate is `ACTIVE` or things are attached to it; also while policies
  /// are attached, unless `force`, which detaches them.
  public void delete(CertificateId id, boolean force) {
    try (var _ = stamps.moving(id.value())) {
      database.change(tx -> delete(tx, id, force));
    }
  }

  private void delete(Transaction tx, CertificateId id, boolean force) {
    CertificateStatus status = CertificateStore.status(tx, id).orElseThrow(() -> none(id));
    if (status == CertificateStatus.ACTIVE) {
      throw new CertificateState(
              "Certificate must be deactivated (not ACTIVE) before deletion. Id: " + id.value())
          .toException();
    }
    String arn = arn(id);
    if (hasThings.test(tx, arn)) {
      throw new DeleteConflict("Things must be detached before deletion (arn: " + arn + ")")
          .toException();
    }
    PolicyTarget target = PolicyTarget.of(id);
    if (!force && PolicyAttachmentStore.count(tx, target) > 0) {
      throw new DeleteConflict(
              "Certificate policies must be detached before deletion (arn: " + arn + ")")
          .toException();
    }
    PolicyAttachmentStore.deleteAll(tx, target);
    CertificateStore.delete(tx, id);
  }

  public String arn(CertificateId id) {
    return arns.of(CertificateId.KIND, id.value());
  }

  private static String generation() {
    return UUID.randomUUID().toString();
  }

  private static RejectedException none(CertificateId id) {
    return new ResourceNotFound("There is no certificate of this id. Id: " + id.value())
        .toException();
  }
}

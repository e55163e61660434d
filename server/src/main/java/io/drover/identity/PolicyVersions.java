package io.drover.identity;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionsLimitExceeded;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The versions of policies: at most five of each, their numbers counting up and never used again.
public final class PolicyVersions {
  static final int MOST_VERSIONS = 5;

  private final Database database;
  private final AccessStamps stamps;

  public PolicyVersions(Database database, AccessStamps stamps) {
    this.database = database;
    this.stamps = stamps;
  }

  public PolicyVersion create(PolicyName name, String document, boolean setAsDefault, Instant now) {
    PolicyDocument.check(document);
    String generation = UUID.randomUUID().toString();
    try (var _ = stamps.movingAll()) {
      return database.write(tx -> create(tx, name, document, setAsDefault, generation, now));
    }
  }

  private static PolicyVersion create(
      Transaction tx,
      PolicyName name,
      String document,
      boolean setAsDefault,
      String generation,
      Instant now) {
    PolicyStore.Versions versions = versions(tx, name);
    if (PolicyStore.countVersions(tx, versions.policyId()) >= MOST_VERSIONS) {
      throw new VersionsLimitExceeded(
              "The policy "
                  + name.value()
                  + " already has the maximum number of versions ("
                  + MOST_VERSIONS
                  + ")")
          .toException();
    }
    long version = versions.lastVersion() + 1;
    PolicyStore.insertVersion(tx, versions.policyId(), version, document, generation, now);
    if (setAsDefault) {
      PolicyStore.setDefault(tx, versions.policyId(), version, generation, now);
    }
    return new PolicyVersion(name, version, document, setAsDefault, generation, now);
  }

  public PolicyVersion get(PolicyName name, long version) {
    return database
        .read(reading -> PolicyStore.findVersion(reading, name, version))
        .orElseThrow(() -> none(version));
  }

  /// Newest first.
  public List<PolicyVersion> list(PolicyName name) {
    List<PolicyVersion> versions =
        database.read(reading -> PolicyStore.listVersions(reading, name));
    if (versions.isEmpty()) { // every policy has its default version
      throw Policies.none();
    }
    return versions;
  }

  public void setDefault(PolicyName name, long version, Instant now) {
    String generation = UUID.randomUUID().toString();
    try (var _ = stamps.movingAll()) {
      database.change(
          tx -> {
            PolicyStore.Versions versions = existing(tx, name, version);
            if (versions.defaultVersion() != version) {
              PolicyStore.setDefault(tx, versions.policyId(), version, generation, now);
            }
          });
    }
  }

  /// Refuses the default version.
  public void delete(PolicyName name, long version) {
    database.change(
        tx -> {
          PolicyStore.Versions versions = existing(tx, name, version);
          if (versions.defaultVersion() == version) {
            throw new InvalidRequest("Cannot delete the default version of a policy").toException();
          }
          PolicyStore.deleteVersion(tx, versions.policyId(), version);
        });
  }

  private static PolicyStore.Versions existing(Transaction tx, PolicyName name, long version) {
    PolicyStore.Versions versions = versions(tx, name);
    if (PolicyStore.findVersion(tx, name, version).isEmpty()) {
      throw none(version);
    }
    return versions;
  }

  private static PolicyStore.Versions versions(Transaction tx, PolicyName name) {
    return PolicyStore.versions(tx, name).orElseThrow(Policies::none);
  }

  private static RejectedException none(long version) {
    return new ResourceNotFound("Policy version not found (version=" + version + ")").toException();
  }
}

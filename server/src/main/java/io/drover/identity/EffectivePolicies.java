package io.drover.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The policies in force, read once and kept until something about them changes. Holds the policies
/// of at most [#MOST_KEPT] callers, and documents of at most [#MOST_CHARACTERS] characters, which
/// callers share.
public final class EffectivePolicies {
  private static final int MOST_KEPT = 100_000;
  private static final long MOST_CHARACTERS = 16_000_000;

  private final Database database;
  private final AccessStamps stamps;
  private final Cache<String, Kept> kept = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
  private final Cache<String, PolicyDocument> documents =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .<String, PolicyDocument>weigher((text, _) -> text.length())
          .build();

  public EffectivePolicies(Database database, AccessStamps stamps) {
    this.database = database;
    this.stamps = stamps;
  }

  private record Kept(long stamp, Optional<List<PolicyDocument>> policies) {}

  /// Whether the certificate is registered and `ACTIVE`.
  public boolean isActive(CertificateId id) {
    return ofCertificate(id).isPresent();
  }

  public boolean exists(PolicyName name) {
    return ofPolicy(name).isPresent();
  }

  /// The policies attached to a certificate; empty unless it is registered and `ACTIVE`.
  Optional<List<PolicyDocument>> ofCertificate(CertificateId id) {
    return keep(
        id.value(),
        reading ->
            CertificateStore.status(reading, id)
                .filter(status -> status == CertificateStatus.ACTIVE)
                .map(_ -> PolicyAttachmentStore.documents(reading, PolicyTarget.of(id))));
  }

  /// A policy alone; empty when there is none of this name.
  Optional<List<PolicyDocument>> ofPolicy(PolicyName name) {
    return keep(
        name.subject(),
        reading -> PolicyStore.find(reading, name).map(policy -> List.of(policy.document())));
  }

  List<PolicyDocument> ofGroups(List<String> groups) {
    List<PolicyDocument> policies = new ArrayList<>();
    groups.forEach(group -> ofGroup(group).ifPresent(policies::addAll));
    return policies;
  }

  private Optional<List<PolicyDocument>> ofGroup(String group) {
    PolicyTarget target = PolicyTarget.ofGroup(group);
    return keep(
        target.kind().word() + "/" + group,
        reading -> Optional.of(PolicyAttachmentStore.documents(reading, target)));
  }

  AccessStamps stamps() {
    return stamps;
  }

  private Optional<List<PolicyDocument>> keep(
      String subject, Function<Reading, Optional<List<String>>> texts) {
    long stamp = stamps.of(subject);
    Kept found = kept.getIfPresent(subject);
    if (found == null || found.stamp != stamp) {
      found = new Kept(stamp, database.read(texts).map(this::parsed));
      kept.put(subject, found);
    }
    return found.policies;
  }

  private List<PolicyDocument> parsed(List<String> texts) {
    return texts.stream().map(text -> documents.get(text, PolicyDocument::ofStored)).toList();
  }
}

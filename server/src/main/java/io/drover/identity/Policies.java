package io.drover.identity;

import io.drover.arn.Arns;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.DeleteConflict;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The policies by name. Each has a default version, the one in force; its documents are kept as
/// they were given. A policy is attached to nothing when it is created and when it is deleted, so
/// that neither changes what the holder of a certificate may do.
public final class Policies {
  private static final Listing OLDEST_FIRST = new Listing("policies, oldest first", 25);
  private static final Listing NEWEST_FIRST = new Listing("policies, newest first", 25);

  private final Database database;
  private final Arns arns;
  private final AccessStamps stamps;
  private final Tags tags;

  public Policies(Database database, Arns arns, AccessStamps stamps, Tags tags) {
    this.database = database;
    this.arns = arns;
    this.stamps = stamps;
    this.tags = tags;
  }

  /// Refuses a name that is taken, even by the same document.
  public Policy create(PolicyName name, String document, Collection<Tag> withTags, Instant now) {
    PolicyDocument.check(document);
    String generation = UUID.randomUUID().toString();
    try (var _ = stamps.moving(name.subject())) {
      database.change(
          tx -> {
            insert(tx, name, document, generation, now);
            tags.put(tx, resource(name), withTags);
          });
    }
    return new Policy(name, document, 1, generation, now, now);
  }

  private void insert(
      Transaction tx, PolicyName name, String document, String generation, Instant now) {
    if (PolicyStore.id(tx, name).isPresent()) {
      throw new ResourceAlreadyExists(
              "Policy cannot be created - name already exists (name=" + name.value() + ")",
              name.value(),
              arn(name))
          .toException();
    }
    long id = PolicyStore.insert(tx, name, generation, now);
    PolicyStore.insertVersion(tx, id, 1, document, generation, now);
    PolicyStore.setDefault(tx, id, 1, generation, now);
  }

  public Policy get(PolicyName name) {
    return database.read(reading -> PolicyStore.find(reading, name)).orElseThrow(Policies::none);
  }

  public Page<PolicyName> list(
      CreationOrder order, @Nullable String marker, @Nullable Integer pageSize) {
    Listing listing = order == CreationOrder.OLDEST_FIRST ? OLDEST_FIRST : NEWEST_FIRST;
    PageRequest request = listing.request(marker, pageSize);
    return Numbered.page(
        listing, database.read(reading -> PolicyStore.list(reading, order, request)), request);
  }

  /// Refuses while the policy is attached to anything or has versions besides the default one.
  public void delete(PolicyName name) {
    try (var _ = stamps.moving(name.subject())) {
      database.change(tx -> delete(tx, name));
    }
  }

  private void delete(Transaction tx, PolicyName name) {
    long id = PolicyStore.id(tx, name).orElseThrow(Policies::none);
    if (PolicyAttachmentStore.anyTarget(tx, id)) {
      throw new DeleteConflict(
              "The policy cannot be deleted as the policy is attached to one or more principals"
                  + " (name="
                  + name.value()
                  + ")")
          .toException();
    }
    if (PolicyStore.countVersions(tx, id) > 1) {
      throw new DeleteConflict(
              "Cannot delete the policy because it has one or more policy versions attached to it"
                  + " (name="
                  + name.value()
                  + ")")
          .toException();
    }
    PolicyStore.delete(tx, id);
    tags.removeAll(tx, resource(name));
  }

  /// Whether there is a policy of this name; false for names that are malformed.
  public boolean exists(Reading reading, String name) {
    return PolicyName.isName(name) && PolicyStore.id(reading, new PolicyName(name)).isPresent();
  }

  private static TaggedResource resource(PolicyName name) {
    return new TaggedResource(PolicyName.KIND, name.value());
  }

  public String arn(PolicyName name) {
    return arns.of(PolicyName.KIND, name.value());
  }

  static RejectedException none() {
    return new ResourceNotFound("Policy not found").toException();
  }
}

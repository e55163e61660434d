package io.drover.tags;

import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tagging by ARN: only resources of the kinds that features have named as taggable, and only those
/// that exist.
public final class ResourceTags {
  private static final int MOST_KEYS = 50;

  private final Database database;
  private final Arns arns;
  private final Tags tags;
  private final Map<String, Taggable> kinds;

  /// `kinds` holds each taggable kind by the word that its ARNs carry.
  public ResourceTags(Database database, Arns arns, Tags tags, Map<String, Taggable> kinds) {
    this.database = database;
    this.arns = arns;
    this.tags = tags;
    this.kinds = Map.copyOf(kinds);
  }

  public void tag(String arn, Collection<Tag> added) {
    TaggedResource resource = resource(arn);
    database.change(
        tx -> {
          require(tx, resource);
          tags.put(tx, resource, added);
          kind(resource).tagsChanged(tx, resource.id());
        });
  }

  public void untag(String arn, Collection<String> keys) {
    TaggedResource resource = resource(arn);
    keys.forEach(Tag::checkKey);
    if (keys.size() > MOST_KEYS) {
      throw new InvalidRequest("At most " + MOST_KEYS + " tags are removed at a time.")
          .toException();
    }
    database.change(
        tx -> {
          require(tx, resource);
          tags.remove(tx, resource, keys);
          kind(resource).tagsChanged(tx, resource.id());
        });
  }

  public Page<Tag> list(String arn, @Nullable String token) {
    TaggedResource resource = resource(arn);
    return database.read(
        reading -> {
          require(reading, resource);
          return tags.list(reading, resource, token);
        });
  }

  private TaggedResource resource(String arn) {
    return kinds.keySet().stream()
        .flatMap(kind -> id(kind, arn).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                        "The ARN is not one of a resource of this account that can be tagged.")
                    .toException());
  }

  private Optional<TaggedResource> id(String kind, String arn) {
    return arns.id(kind, arn).map(id -> new TaggedResource(kind, id));
  }

  private Taggable kind(TaggedResource resource) {
    return Objects.requireNonNull(kinds.get(resource.kind()));
  }

  private void require(Reading reading, TaggedResource resource) {
    if (!kind(resource).exists(reading, resource.id())) {
      throw new ResourceNotFound("The resource " + resource + " does not exist.").toException();
    }
  }
}

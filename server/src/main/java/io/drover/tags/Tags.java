package io.drover.tags;

import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tags of resources, at most 50 on each. Features tag what they create, and forget the tags of
/// what they delete, in the same transaction.
public final class Tags {
  private static final int MOST = 50;
  private static final Listing LISTING = new Listing("tags", MOST);

  /// Adds tags; a key that the resource has already gets the new value.
  public void put(Transaction tx, TaggedResource resource, Collection<Tag> tags) {
    requireDistinct(tags);
    for (Tag tag : tags) {
      tx.update(
          """
          INSERT INTO tag (resource, name, value) VALUES (?, ?, ?)
          ON CONFLICT (resource, name) DO UPDATE SET value = excluded.value""",
          resource.toString(),
          tag.key(),
          tag.value());
    }
    if (!tags.isEmpty() && count(tx, resource) > MOST) {
      throw new LimitExceeded("A resource has at most " + MOST + " tags.").toException();
    }
  }

  private static void requireDistinct(Collection<Tag> tags) {
    Set<String> keys = new HashSet<>();
    for (Tag tag : tags) {
      if (!keys.add(tag.key())) {
        throw new InvalidRequest("The key " + tag.key() + " is given twice.").toException();
      }
    }
  }

  private static long count(Reading reading, TaggedResource resource) {
    return reading
        .first(
            "SELECT COUNT(*) FROM tag WHERE resource = ?",
            row -> row.number(1),
            resource.toString())
        .orElseThrow();
  }

  /// The value of one tag.
  public Optional<String> value(Reading reading, TaggedResource resource, String key) {
    return reading.first(
        "SELECT value FROM tag WHERE resource = ? AND name = ?",
        row -> row.text(1),
        resource.toString(),
        key);
  }

  /// Takes tags away; a key that the resource does not have needs nothing.
  public void remove(Transaction tx, TaggedResource resource, Collection<String> keys) {
    for (String key : keys) {
      tx.update("DELETE FROM tag WHERE resource = ? AND name = ?", resource.toString(), key);
    }
  }

  /// Forgets a resource that is deleted.
  public void removeAll(Transaction tx, TaggedResource resource) {
    tx.update("DELETE FROM tag WHERE resource = ?", resource.toString());
  }

  /// The tags of a resource in the order of their keys, at most 50 on a page.
  public Page<Tag> list(Reading reading, TaggedResource resource, @Nullable String token) {
    PageRequest request = LISTING.request(token, null);
    List<Tag> rows =
        reading.list(
            "SELECT name, value FROM tag WHERE resource = ? AND name > ? ORDER BY name LIMIT ?",
            row -> new Tag(row.text(1), row.text(2)),
            resource.toString(),
            request.after(0, ""),
            request.rows());
    return LISTING.page(rows, request, tag -> List.of(tag.key()));
  }
}

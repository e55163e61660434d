package io.drover.identity;

import io.drover.store.Transaction;
import java.util.Map;

/// Keeps the tags of policies, in the transaction that creates or deletes them.
public interface Tagging {

  /// May refuse tags that are not allowed.
  void tag(Transaction tx, String arn, Map<String, String> tags);

  void untag(Transaction tx, String arn);
}

package io.drover.registry;

import io.drover.store.Transaction;

/// Tells those who are in groups now from those who join later, whatever clocks say: each
/// membership carries the number of the mark that was the newest when it began.
public final class MembershipMark {

  /// Sets a new mark. Memberships with smaller numbers began before it, all others after it.
  public long set(Transaction tx) {
    return tx.first(
            "UPDATE membership_mark SET value = value + 1 RETURNING value", row -> row.number(1))
        .orElseThrow();
  }
}

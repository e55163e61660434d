package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of memberships. Rows of a deleted group may linger, so whoever reads memberships by
/// thing joins the groups that exist.
final class MemberStore {

  /// Whether the thing was not yet a member.
  boolean add(Transaction tx, long group, long thing, Instant now) {
    return tx.update(
            """
            INSERT INTO thing_group_member (group_id, thing_id, added_at, mark)
            VALUES (?, ?, ?, (SELECT value FROM membership_mark))
            ON CONFLICT (group_id, thing_id) DO NOTHING""",
            group,
            thing,
            now)
        == 1;
  }

  /// Whether the thing was a member.
  boolean remove(Transaction tx, long group, long thing) {
    return tx.update(
            "DELETE FROM thing_group_member WHERE group_id = ? AND thing_id = ?", group, thing)
        == 1;
  }

  /// The groups that a thing is in; never more than its membership rule allows.
  List<GroupOfThing> groupsOf(Reading reading, long thing) {
    return reading.list(
        """
        SELECT g.id, g.name, g.uuid, COALESCE(g.root_id, g.id), d.group_id
        FROM thing_group_member m JOIN thing_group g ON g.id = m.group_id
          LEFT JOIN dynamic_group d ON d.group_id = g.id
        WHERE m.thing_id = ?
        ORDER BY g.name""",
        GroupOfThing::read,
        thing);
  }

  /// Members of a group with ids after and before the given ones, in the order of their ids.
  List<Member> members(Reading reading, long group, long after, long before, int rows) {
    return reading.list(
        """
        SELECT m.thing_id, t.name, t.uuid
        FROM thing_group_member m JOIN thing t ON t.id = m.thing_id
        WHERE m.group_id = ? AND m.thing_id > ? AND m.thing_id < ?
        ORDER BY m.thing_id LIMIT ?""",
        MemberStore::member,
        group,
        after,
        before,
        rows);
  }

  /// Leaves the memberships of a deleted group to [#sweep], as there may be a million of them.
  void forget(Transaction tx, long group) {
    tx.update("INSERT INTO thing_group_deleted (group_id) VALUES (?)", group);
  }

  /// A deleted group that still has memberships, if there is one.
  Optional<Long> forgotten(Reading reading) {
    return reading.first(
        "SELECT group_id FROM thing_group_deleted ORDER BY group_id LIMIT 1", row -> row.number(1));
  }

  /// Deletes up to `rows` memberships of a deleted group, the smallest ids of things first.
  void sweep(Transaction tx, long group, int rows) {
    log(tx, group, rows);
    int swept =
        tx.update(
            """
            DELETE FROM thing_group_member WHERE group_id = ? AND thing_id IN (
              SELECT thing_id FROM thing_group_member WHERE group_id = ? ORDER BY thing_id LIMIT ?)""",
            group,
            group,
            rows);
    if (swept < rows) {
      tx.update("DELETE FROM thing_group_deleted WHERE group_id = ?", group);
    }
  }

  /// Tells the log of changed things of the members that are about to be swept.
  private static void log(Transaction tx, long group, int rows) {
    tx.update(
        """
        INSERT INTO index_change (subject, name)
        SELECT 'THING', t.name FROM thing t
        WHERE EXISTS (SELECT 1 FROM index_log WHERE subject = 'THING' AND kept = 1)
          AND t.id IN (
            SELECT thing_id FROM thing_group_member WHERE group_id = ? ORDER BY thing_id LIMIT ?)""",
        group,
        rows);
  }

  private static Member member(Row row) {
    return new Member(row.number(1), new ThingName(row.text(2)), row.text(3));
  }
}

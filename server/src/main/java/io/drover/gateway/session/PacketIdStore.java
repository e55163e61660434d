package io.drover.gateway.session;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.List;

/// The tables of packet ids of QoS 2 that are under way between clients and their sessions.
final class PacketIdStore {

  /// Does nothing when the session has ended.
  void receive(Transaction tx, SessionChange.Received received) {
    tx.update(
        """
        INSERT INTO session_received (session, packet_id)
        SELECT id, ? FROM session WHERE id = ?
        ON CONFLICT (session, packet_id) DO NOTHING""",
        received.packetId(),
        received.session());
  }

  void forget(Transaction tx, SessionChange.Forgotten forgotten) {
    tx.update(
        "DELETE FROM session_received WHERE session = ? AND packet_id = ?",
        forgotten.session(),
        forgotten.packetId());
  }

  /// Does nothing when the session has ended.
  void release(Transaction tx, long session, int packetId, long position) {
    tx.update(
        """
        INSERT INTO session_released (session, packet_id, position)
        SELECT id, ?, ? FROM session WHERE id = ?
        ON CONFLICT (session, packet_id) DO NOTHING""",
        packetId,
        position,
        session);
  }

  void complete(Transaction tx, SessionChange.Completed completed) {
    tx.update(
        "DELETE FROM session_released WHERE session = ? AND packet_id = ?",
        completed.session(),
        completed.packetId());
  }

  void end(Transaction tx, long session) {
    tx.update("DELETE FROM session_received WHERE session = ?", session);
    tx.update("DELETE FROM session_released WHERE session = ?", session);
  }

  /// Those that clients have used, behind one and up to a session, in the order of their sessions.
  List<StoredPacketId> received(Reading reading, StoredPacketId after, long upTo, int rows) {
    return reading.list(
        """
        SELECT session, packet_id FROM session_received
        WHERE (session, packet_id) > (?, ?) AND session <= ? ORDER BY session, packet_id LIMIT ?""",
        row -> new StoredPacketId(row.number(1), Math.toIntExact(row.number(2)), 0),
        after.session(),
        after.packetId(),
        upTo,
        rows);
  }

  /// Those that clients are to release, behind one and up to a session, in the order of their
  /// sessions and messages.
  List<StoredPacketId> released(Reading reading, StoredPacketId after, long upTo, int rows) {
    return reading.list(
        """
        SELECT session, packet_id, position FROM session_released
        WHERE (session, position, packet_id) > (?, ?, ?) AND session <= ?
        ORDER BY session, position, packet_id LIMIT ?""",
        row -> new StoredPacketId(row.number(1), Math.toIntExact(row.number(2)), row.number(3)),
        after.session(),
        after.position(),
        after.packetId(),
        upTo,
        rows);
  }

  /// @param position of its message; 0 when that was not kept
  record StoredPacketId(long session, int packetId, long position) {}
}

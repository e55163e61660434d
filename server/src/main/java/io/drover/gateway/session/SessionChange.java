package io.drover.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can happen to the sessions in the store.
public sealed interface SessionChange {

  /// A session is new, or its client has come back.
  record Opened(long session, String clientId, Family family, Duration expiry)
      implements SessionChange {}

  /// The client has left; the session ends then unless it comes back.
  ///
  /// @param sent the position up to which messages were sent to it
  record Left(long session, Duration expiry, Instant expiresAt, long sent)
      implements SessionChange {}

  /// Nothing of the session is kept any more; its messages go in slices, later.
  record SessionEnded(long session) implements SessionChange {}

  /// @param filters each with what it was granted, in the bits of SUBSCRIBE
  record Subscribed(long session, Map<String, Integer> filters) implements SessionChange {}

  record Unsubscribed(long session, List<String> filters) implements SessionChange {}

  /// A shared subscription has its first member with a session.
  record GroupOpened(long group, String filter) implements SessionChange {}

  /// A shared subscription has no member with a session any more.
  record GroupEnded(long group) implements SessionChange {}

  /// What is to be published for the session's client, in the place of what was before.
  record WillKept(StoredWill will) implements SessionChange {}

  /// Nothing is to be published for the session's client any more.
  record WillDropped(long session) implements SessionChange {}

  /// A message for one or more queues.
  ///
  /// @param exactlyOnce those of the queues from which it goes out with QoS 2
  /// @param received by which a client has sent it with QoS 2 for its session; null otherwise
  /// @param bytes how much of each queue's room it takes
  record Enqueued(
      List<? extends MessageQueue> queues,
      Set<? extends MessageQueue> exactlyOnce,
      @Nullable Received received,
      int bytes,
      Optional<Instant> expiresAt,
      byte[] message)
      implements SessionChange {}

  /// A message of QoS 2 has been taken from the session's client: if that sends it again, it is not
  /// taken again.
  record Received(long session, int packetId) implements SessionChange {}

  /// The client has released the packet id: what it sends by that from now on is new.
  record Forgotten(long session, int packetId) implements SessionChange {}

  /// The client has received a message of QoS 2, which goes out of its queue, and is to release the
  /// packet id.
  ///
  /// @param message null for one that was not kept
  record Released(MessageQueue session, @Nullable StoredMessage message, int packetId)
      implements SessionChange {}

  /// The client has released the packet id.
  record Completed(long session, int packetId) implements SessionChange {}
}

package io.drover.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can happen to the sessions in the store.
public sealed interface SessionChange {

  /// A session is new, or its client has come back.
  record Opened(long session, String clientId, Family family, Duration expiry)
      implements SessionChange {}

  /// The client has left; the session ends then unless it comes back.
  record Left(long session, Duration expiry, Instant expiresAt) implements SessionChange {}

  /// Nothing of the session is kept any more; its messages go in slices, later.
  record SessionEnded(long session) implements SessionChange {}

  /// @param filters each with what it was granted, in the bits of SUBSCRIBE
  record Subscribed(long session, Map<String, Integer> filters) implements SessionChange {}

  record Unsubscribed(long session, List<String> filters) implements SessionChange {}

  /// A shared subscription has its first member with a session.
  record GroupOpened(long group, String filter) implements SessionChange {}

  /// A shared subscription has no member with a session any more.
  record GroupEnded(long group) implements SessionChange {}

  /// A message for one or more queues.
  ///
  /// @param bytes how much of each queue's room it takes
  record Enqueued(
      List<? extends MessageQueue> queues, int bytes, Optional<Instant> expiresAt, byte[] message)
      implements SessionChange {}
}

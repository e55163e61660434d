package io.drover.gateway.broker.mqtt;

/// Where AWS's broker departs from the specifications of MQTT, and which way is gone there. How
/// much of everything there may be is up to [BrokerLimits].
///
/// @param mostQos of publishes, subscriptions and wills; a higher one ends the connection
/// @param redelivers whether what a client has not acknowledged comes again with DUP and the packet
///   id that it had, and before whatever has come later
/// @param answersInOrder whether publishes are acknowledged in the order in which they came
/// @param keepsWills whether a will belongs to the session: it outlives the server with it, and
///   waits for the delay that the client has asked for, in case it comes back
/// @param hashMatchesParent whether `a/#` matches `a` too
/// @param wildcardsBringRetained whether a new subscription with wildcards brings the retained
///   messages that it matches, as one without does
/// @param subscriptionIdentifiers whether a client of MQTT 5 may give its subscriptions identifiers
/// @param versionsShareSessions whether a session goes on with a client that comes back in another
///   version of MQTT
/// @param passesOverReserved whether a publish to a topic that starts with `$` and stands for no
///   request is passed over, which ends the connection otherwise
/// @param smallestPacket a client of MQTT 5 that takes no larger packets than one byte less is
///   refused
public record Dialect(
    int mostQos,
    boolean redelivers,
    boolean answersInOrder,
    boolean keepsWills,
    boolean hashMatchesParent,
    boolean wildcardsBringRetained,
    boolean subscriptionIdentifiers,
    boolean versionsShareSessions,
    boolean passesOverReserved,
    int smallestPacket) {

  public static final Dialect AWS =
      new Dialect(1, false, false, false, false, false, false, false, false, 512);

  /// As the specifications have it. A CONNACK takes less than the smallest packet.
  public static final Dialect STANDARD =
      new Dialect(2, true, true, true, true, true, true, true, true, 128);
}

package io.drover.gateway.session;

/// A subscription of a session.
///
/// @param options what it was granted, in the bits of SUBSCRIBE: the QoS, and what MQTT 5 adds
public record StoredSubscription(long session, String filter, int options) {}

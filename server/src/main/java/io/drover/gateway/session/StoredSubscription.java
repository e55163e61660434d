package io.drover.gateway.session;

/// A subscription of a session, with its granted QoS.
public record StoredSubscription(long session, String filter, int qos) {}

package io.drover.gateway.broker;

import java.time.Duration;

/// One connection of a client, as others are told of it.
///
/// @param keepAlive what the connection is held to
/// @param cleanSession whether the client asked for a session that ends with the connection
public record Presence(Client client, Duration keepAlive, boolean cleanSession) {}

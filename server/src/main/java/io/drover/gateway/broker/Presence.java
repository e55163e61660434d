package io.drover.gateway.broker;

import java.net.InetSocketAddress;
import java.time.Duration;

/// One connection of a client, as others are told of it.
///
/// @param sessionId of this connection alone
/// @param source where the client connects from
/// @param target where it found the server
/// @param keepAlive what the connection is held to
/// @param cleanSession whether the client asked for a session that ends with the connection
/// @param sessionExpiry how long its session is kept after the connection; zero means not at all
public record Presence(
    Client client,
    String sessionId,
    InetSocketAddress source,
    InetSocketAddress target,
    Duration keepAlive,
    boolean cleanSession,
    Duration sessionExpiry) {}

package io.drover.gateway.broker;

import io.drover.identity.Permissions;

/// Who is at the other end of a connection, and what it may do.
public record Client(String clientId, String principalId, Permissions permissions) {}

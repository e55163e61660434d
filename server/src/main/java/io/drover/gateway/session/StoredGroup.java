package io.drover.gateway.session;

/// A shared subscription that has members with sessions.
public record StoredGroup(long id, String filter) {}

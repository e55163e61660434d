package io.drover.connectivity;

/// A status as it is kept; `version` counts what was told of the client, from 1.
public record KnownStatus(ConnectivityStatus status, long version) {}

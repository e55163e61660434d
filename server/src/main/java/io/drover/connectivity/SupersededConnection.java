package io.drover.connectivity;

/// A connection whose client has made another one to another server since.
public record SupersededConnection(String clientId, String connection) {}

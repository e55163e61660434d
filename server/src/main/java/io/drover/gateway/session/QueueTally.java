package io.drover.gateway.session;

/// How much a queue holds.
public record QueueTally(long queue, long messages, long bytes, long lastPosition) {}

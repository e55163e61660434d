package io.drover.gateway.retained;

import java.time.Instant;

/// A retained message without what it says.
public record RetainedSummary(String topic, int qos, long payloadBytes, Instant modifiedAt) {}

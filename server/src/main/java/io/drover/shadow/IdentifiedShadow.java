package io.drover.shadow;

/// A shadow and which one it is.
public record IdentifiedShadow(ShadowId id, Shadow shadow) {}

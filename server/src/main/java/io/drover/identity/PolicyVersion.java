package io.drover.identity;

import java.time.Instant;

/// One version of a policy; its number is never given to another version of that policy.
public record PolicyVersion(
    PolicyName policy,
    long number,
    String document,
    boolean isDefault,
    String generation,
    Instant createdAt) {}

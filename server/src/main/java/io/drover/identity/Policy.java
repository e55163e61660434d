package io.drover.identity;

import java.time.Instant;

/// A named policy. `document` is that of the default version, the one in force; `generation`
/// changes whenever another becomes the default.
public record Policy(
    PolicyName name,
    String document,
    long defaultVersion,
    String generation,
    Instant createdAt,
    Instant updatedAt) {}

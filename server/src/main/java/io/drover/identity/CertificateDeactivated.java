package io.drover.identity;

import io.drover.changes.Change;

/// A certificate is no longer `ACTIVE`: whoever is connected by it must go.
public record CertificateDeactivated(CertificateId id) implements Change {}

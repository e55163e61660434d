package io.drover.registry;

/// That a principal is attached to a thing. The principal is the end of its ARN, such as `cert/ID`.
record Attachment(long thingId, ThingName thing, String principal, ThingPrincipalType type) {}

package io.drover.registry;

/// A thing as far as membership needs it; `uuid` is the contract's thing id.
record Member(long id, ThingName name, String uuid) {}

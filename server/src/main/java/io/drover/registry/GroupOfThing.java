package io.drover.registry;

/// A group that some thing is in, `uuid` being the contract's group id; two groups of the same
/// hierarchy have the same root.
record GroupOfThing(long id, ThingGroupName name, String uuid, long hierarchy) {}

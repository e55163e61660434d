package io.drover.registry;

/// A group that some thing is in; two groups of the same hierarchy have the same root.
record GroupOfThing(long id, ThingGroupName name, long hierarchy) {}

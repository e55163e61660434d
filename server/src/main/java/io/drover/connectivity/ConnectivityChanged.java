package io.drover.connectivity;

import io.drover.changes.ThingChange;

/// A thing came or left.
public record ConnectivityChanged(String thingName) implements ThingChange {}

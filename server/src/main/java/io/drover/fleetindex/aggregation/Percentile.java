package io.drover.fleetindex.aggregation;

/// The value below which `percent` (0 to 100) of all values lie.
public record Percentile(double percent, double value) {}

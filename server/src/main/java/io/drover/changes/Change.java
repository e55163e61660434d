package io.drover.changes;

/// Something that a committed transaction changed. Each feature declares its own as records.
public interface Change {}

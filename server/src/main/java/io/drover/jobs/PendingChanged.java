package io.drover.jobs;

import io.drover.changes.Change;

/// An execution was added to a thing's pending ones or left them, or another one became their head.
/// `pending` is what they were right after.
///
/// @param listChanged an execution came or went
/// @param headChanged the first of the queue is another execution than before, or there is none any
///   more
public record PendingChanged(
    String thingName, PendingExecutions pending, boolean listChanged, boolean headChanged)
    implements Change {}

package io.drover.jobs;

import io.drover.changes.Change;
import java.util.Optional;

/// An execution was added to a thing's pending ones or left them, or another one became their head.
///
/// @param listChanged an execution came or went
/// @param headChanged the first of the queue is another execution than before, or there is none any
///   more
/// @param head the first of the queue right after, if there is one
public record PendingChanged(
    String thingName, boolean listChanged, boolean headChanged, Optional<ExecutionName> head)
    implements Change {}

/// The events that the server publishes under `$aws/events/` about what changed.
@NullMarked
package io.drover.gateway.events;

import org.jspecify.annotations.NullMarked;

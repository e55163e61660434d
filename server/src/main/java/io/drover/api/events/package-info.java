/// The operations of the HTTP door on the events that the server publishes.
@NullMarked
package io.drover.api.events;

import org.jspecify.annotations.NullMarked;

/// Which kinds of events the server publishes.
@NullMarked
package io.drover.events;

import org.jspecify.annotations.NullMarked;

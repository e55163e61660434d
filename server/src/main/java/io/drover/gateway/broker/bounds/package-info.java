/// What the broker holds everyone to: how often, how much may wait, and how much memory there is.
/// Knows nothing of connections.
@NullMarked
package io.drover.gateway.broker.bounds;

import org.jspecify.annotations.NullMarked;

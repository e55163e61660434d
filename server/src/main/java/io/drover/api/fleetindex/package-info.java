/// The operations of the fleet index.
@NullMarked
package io.drover.api.fleetindex;

import org.jspecify.annotations.NullMarked;

/// The operations of the HTTP door on fleet metrics.
@NullMarked
package io.drover.api.fleetmetrics;

import org.jspecify.annotations.NullMarked;

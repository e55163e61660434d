/// Fleet metrics: figures over the fleet index that are computed again and again, and the newest of
/// each.
@NullMarked
package io.drover.fleetmetrics;

import org.jspecify.annotations.NullMarked;

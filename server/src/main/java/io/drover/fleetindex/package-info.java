/// The fleet index: what is known about things, found by queries and counted by aggregations. It is
/// derived from the store, and can be deleted at any time.
@NullMarked
package io.drover.fleetindex;

import org.jspecify.annotations.NullMarked;

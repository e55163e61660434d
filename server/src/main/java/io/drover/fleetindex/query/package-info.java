/// The query language of the fleet index: from text to a [Query].
@NullMarked
package io.drover.fleetindex.query;

import org.jspecify.annotations.NullMarked;

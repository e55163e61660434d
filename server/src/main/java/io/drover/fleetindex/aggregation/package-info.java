/// Figures over the values of one field in all documents that a query finds: what they are, and how
/// they are computed within a bounded memory.
@NullMarked
package io.drover.fleetindex.aggregation;

import org.jspecify.annotations.NullMarked;

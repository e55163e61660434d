/// Shadows: what is desired of a thing and what it reports, as documents that are merged, compared
/// and versioned, also for things that are not registered.
@NullMarked
package io.drover.shadow;

import org.jspecify.annotations.NullMarked;

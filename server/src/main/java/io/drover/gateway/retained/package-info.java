/// The messages that are retained: one of each topic, in the store, for those who subscribe later.
@NullMarked
package io.drover.gateway.retained;

import org.jspecify.annotations.NullMarked;

/// What the server tells monitoring about its fleet and itself.
@NullMarked
package io.drover.metrics;

import org.jspecify.annotations.NullMarked;

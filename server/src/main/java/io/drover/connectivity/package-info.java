/// Which things are connected, since when, and why those that are not have left.
@NullMarked
package io.drover.connectivity;

import org.jspecify.annotations.NullMarked;

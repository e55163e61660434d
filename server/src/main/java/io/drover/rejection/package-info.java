/// Every refusal that a caller can see, whichever door it came through.
@NullMarked
package io.drover.rejection;

import org.jspecify.annotations.NullMarked;

/// Work that goes on beside the requests: idempotent passes, on a timer and on a nudge.
@NullMarked
package io.drover.background;

import org.jspecify.annotations.NullMarked;

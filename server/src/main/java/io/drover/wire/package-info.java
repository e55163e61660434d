/// A request and an answer as they cross the wire, before anyone has given their parts a meaning.
@NullMarked
package io.drover.wire;

import org.jspecify.annotations.NullMarked;

/// The operations of the HTTP door on tags.
@NullMarked
package io.drover.api.tags;

import org.jspecify.annotations.NullMarked;

/// The server: arguments, and the one place where everything is put together.
@NullMarked
package io.drover;

import org.jspecify.annotations.NullMarked;

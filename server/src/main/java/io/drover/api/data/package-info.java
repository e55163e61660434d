/// The operations of the data endpoint: messages published over HTTP.
@NullMarked
package io.drover.api.data;

import org.jspecify.annotations.NullMarked;

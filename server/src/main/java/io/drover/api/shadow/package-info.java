/// The operations on shadows: read, updated, deleted and listed over HTTP.
@NullMarked
package io.drover.api.shadow;

import org.jspecify.annotations.NullMarked;

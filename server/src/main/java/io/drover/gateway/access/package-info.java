/// Says who connects to the broker, and what each connection may do.
@NullMarked
package io.drover.gateway.access;

import org.jspecify.annotations.NullMarked;

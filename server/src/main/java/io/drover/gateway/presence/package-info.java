/// What comes of clients' connecting and leaving.
@NullMarked
package io.drover.gateway.presence;

import org.jspecify.annotations.NullMarked;

/// The HTTP door: listener, request signatures, and the contract that binds, checks and renders
/// every operation.
@NullMarked
package io.drover.api.http;

import org.jspecify.annotations.NullMarked;

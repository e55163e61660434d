/// The wire contract as data: which operations exist, how a request finds one, what its members
/// must be, and how its answer is written.
@NullMarked
package io.drover.api.http.contract;

import org.jspecify.annotations.NullMarked;

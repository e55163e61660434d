/// What is registered: things, the groups they are in, and the principals they act by.
@NullMarked
package io.drover.registry;

import org.jspecify.annotations.NullMarked;

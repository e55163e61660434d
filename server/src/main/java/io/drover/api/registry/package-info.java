/// The operations of the HTTP door on things, groups, memberships and principals.
@NullMarked
package io.drover.api.registry;

import org.jspecify.annotations.NullMarked;

/// What changed, in commit order: the one source of notifications, of the index and of events.
@NullMarked
package io.drover.changes;

import org.jspecify.annotations.NullMarked;

/// Labels on resources: a value by key, whatever the kind of resource.
@NullMarked
package io.drover.tags;

import org.jspecify.annotations.NullMarked;

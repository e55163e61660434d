/// What the operator decides: the settings, where they come from, and the records that the packages
/// take them as.
@NullMarked
package io.drover.config;

import org.jspecify.annotations.NullMarked;

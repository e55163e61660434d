/// What the server and a device both speak: reserved topics, payload records, JSON.
@NullMarked
package io.drover.protocol;

import org.jspecify.annotations.NullMarked;

/// How devices reach shadows over MQTT: their requests, and the news of what changed, which anyone
/// who may subscribe hears.
@NullMarked
package io.drover.gateway.shadow;

import org.jspecify.annotations.NullMarked;

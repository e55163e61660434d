/// MQTT as it is spoken: packets with their properties, codes and bounds, in both versions, and
/// what of them the broker works with. Knows nothing of connections, sessions or subscribers.
@NullMarked
package io.drover.gateway.broker.mqtt;

import org.jspecify.annotations.NullMarked;

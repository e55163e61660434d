/// The MQTT broker: connections, sessions, subscriptions, delivery.
@NullMarked
package io.drover.gateway.broker;

import org.jspecify.annotations.NullMarked;

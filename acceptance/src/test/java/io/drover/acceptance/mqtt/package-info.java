/// MQTT with the client libraries that devices and applications have: a list of what must hold in
/// each mode of the broker, [io.drover.acceptance.mqtt.Behaviour] and
/// [io.drover.acceptance.mqtt.StandardBehaviour], and for each library a driver.
@NullMarked
package io.drover.acceptance.mqtt;

import org.jspecify.annotations.NullMarked;

/// MQTT with the client libraries that devices and applications have: one list of what must hold,
/// [io.drover.acceptance.mqtt.Behaviour], and for each library a driver.
@NullMarked
package io.drover.acceptance.mqtt;

import org.jspecify.annotations.NullMarked;

/// How MQTT reaches the broker: TCP, mutual TLS and WebSockets, with the native libraries where the
/// platform has them; and what a socket has shown of itself by the time its first packet comes.
@NullMarked
package io.drover.gateway.broker.transport;

import org.jspecify.annotations.NullMarked;

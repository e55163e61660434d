/// The MQTT broker: connections, sessions, subscriptions, delivery.
///
/// **Threads.** A connection belongs to one event loop from its first byte to its last. Whatever it
/// consists of ([Line], [Intake], [Greeting], [Connection], [Subscriptions], [Outbox], [Requests],
/// [KeepAlive]) is touched by that thread alone and has no lock. What connections share may be used
/// by any thread: [Connections], [SubscriptionTree], [Backlog], [BrokerCounters]. Nothing blocks on
/// an event loop: the [Authenticator] and the [RequestHandler]s run on virtual threads and hand
/// their answers back with [Line#execute].
@NullMarked
package io.drover.gateway.broker;

import org.jspecify.annotations.NullMarked;

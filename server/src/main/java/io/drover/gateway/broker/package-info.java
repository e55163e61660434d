/// The MQTT broker: connections, sessions, subscriptions, delivery.
///
/// What a client and the broker say to each other is in `mqtt`, how it reaches the broker in
/// `transport`, which filters match a topic in `topic`, and what everyone is held to in `bounds`;
/// none of them knows this package. Here are:
///
/// - who is let in: [Greeting], [Authenticator], [Rights], [FreshRights];
/// - one connection: [ConnectionHandler], [Line], [Intake], [Connection], with what its client
///   publishes ([Publishes], [Requests], [Answers]), subscribes to ([Subscribing], [Subscriptions],
///   [Bringing]) and gets ([Outbox], [Backlog], [InFlight]), and the handshakes of QoS 2
///   ([Receiving], [Releasing]);
/// - what all connections share: [Connections], [Router], [Retained], [Wills], [BrokerCounters];
/// - what keeps clients from taking more than their share: `bounds`, [ByteRate], [ShedTask];
/// - what outlives a connection: [Sessions], [Session], [KeptQueue], [PacketIds], [KeptWills],
///   brought by a [Feed];
/// - shared subscriptions: [SharedGroups], [SharedGroup], [Shares].
///
/// Whether the rules are those of AWS's broker or of the specifications is decided where each is
/// kept, by the [io.drover.gateway.broker.mqtt.Dialect].
///
/// **Threads.** A connection belongs to one event loop from its first byte to its last. Whatever it
/// consists of ([Line], [Intake], [Greeting], [Connection], [Subscriptions], [Outbox], [Requests],
/// [KeepAlive]) is touched by that thread alone and has no lock. What connections share may be used
/// by any thread. Nothing blocks on an event loop: the [Authenticator] and the [RequestHandler]s
/// run on virtual threads and hand their answers back with [Line#execute].
@NullMarked
package io.drover.gateway.broker;

import org.jspecify.annotations.NullMarked;

package io.drover.gateway.broker.mqtt;

import java.time.Duration;

/// The bounds that the broker keeps towards every client.
public record BrokerLimits(
    Connect connect,
    TopicRules topics,
    Subscribe subscribe,
    Publish publish,
    Delivery delivery,
    Kept kept,
    Mqtt5 mqtt5,
    Rates rates) {
  /// What a packet takes beside its payload. With the largest payload of AWS's broker that makes
  /// the packet size which that broker announces.
  private static final int MOST_BESIDE_PAYLOAD = 18_432;

  private static final int MOST_OF_FILTER = 4_096;

  /// What AWS documents for its broker, except for rates, which are not limited here, and for what
  /// AWS does not publish (queues, time to connect).
  public static final BrokerLimits AWS =
      new BrokerLimits(
          new Connect(
              100_000,
              128,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofSeconds(1_200)),
          new TopicRules(256, 7),
          new Subscribe(8, 50),
          new Publish(131_072, 32, 100),
          new Delivery(100, 1_000, 1_048_576, Runtime.getRuntime().maxMemory() / 4),
          new Kept(
              100_000,
              Duration.ofHours(1),
              Duration.ofDays(7),
              new Queue(10_000, 16 << 20),
              new Queue(1_000_000, 1L << 30),
              10,
              new Groups(1_000, 100, new Queue(100_000, 128 << 20), 20)),
          new Mqtt5(100, 8, 256, Duration.ofDays(7)),
          Rates.ANY);

  /// Wider ones where AWS's are its own and not those of MQTT. Topics are indexed by the store,
  /// which bounds them.
  public static final BrokerLimits STANDARD =
      new BrokerLimits(
          new Connect(
              AWS.connect.connections,
              1_024,
              AWS.connect.handshake,
              AWS.connect.connect,
              Duration.ofSeconds(1),
              Duration.ofSeconds(65_535)),
          new TopicRules(1_024, 127),
          new Subscribe(100, 1_000),
          new Publish(524_288, 32, 100),
          AWS.delivery,
          new Kept(
              AWS.kept.sessions,
              AWS.kept.standardExpiry,
              AWS.kept.longestExpiry,
              AWS.kept.each,
              AWS.kept.all,
              0,
              new Groups(AWS.kept.groups.groups, AWS.kept.groups.members, AWS.kept.groups.each, 0)),
          new Mqtt5(1_000, 100, 1_024, Duration.ofSeconds(0xFFFF_FFFFL)),
          Rates.ANY);

  /// The largest packet with a payload, in bytes.
  public int packetBytes() {
    return publish.payloadBytes + MOST_BESIDE_PAYLOAD;
  }

  /// The largest packet without one: larger than any SUBSCRIBE or UNSUBSCRIBE within the limits.
  int controlPacketBytes() {
    return subscribe.filtersPerPacket * MOST_OF_FILTER;
  }

  /// The same bounds, but for how long sessions of MQTT 3 are kept, and the rate at which what
  /// waited is brought.
  public BrokerLimits keeping(Duration standardExpiry, int replayPerSecond) {
    return new BrokerLimits(
        connect,
        topics,
        subscribe,
        publish,
        delivery,
        new Kept(
            kept.sessions,
            standardExpiry,
            kept.longestExpiry,
            kept.each,
            kept.all,
            replayPerSecond,
            kept.groups),
        mqtt5,
        rates);
  }

  /// The same bounds with these rates.
  public BrokerLimits at(Rates newRates) {
    return new BrokerLimits(connect, topics, subscribe, publish, delivery, kept, mqtt5, newRates);
  }

  /// @param connections open at the same time; one more is closed as soon as it is accepted
  /// @param clientIdBytes longest client id, in UTF-8
  /// @param handshake longest TLS handshake
  /// @param connect longest time from the handshake to the answer to CONNECT
  /// @param shortestKeepAlive what a client that asks for less is held to
  /// @param longestKeepAlive what a client that asks for more, or for none, is held to
  public record Connect(
      int connections,
      int clientIdBytes,
      Duration handshake,
      Duration connect,
      Duration shortestKeepAlive,
      Duration longestKeepAlive) {}

  /// @param filtersPerPacket filters in one SUBSCRIBE; one more closes the connection
  /// @param perConnection subscriptions of a connection; one more is answered with failure
  public record Subscribe(int filtersPerPacket, int perConnection) {}

  /// @param payloadBytes largest payload; one more byte closes the connection
  /// @param waitingRequests requests of a connection that wait for their turn before its socket is
  ///   no longer read
  /// @param unwritten messages of a connection that are being written for others' sessions before
  ///   its socket is no longer read
  public record Publish(int payloadBytes, int waitingRequests, int unwritten) {}

  /// @param inFlight messages of QoS 1 sent to a client and not acknowledged
  /// @param waitingMessages messages that wait for a client which does not keep up; newer ones are
  ///   dropped
  /// @param waitingBytes the same bound in bytes of topics and payloads
  /// @param allWaitingBytes the same of all clients together; the nearer they come, the less may
  ///   wait for each
  public record Delivery(
      int inFlight, int waitingMessages, int waitingBytes, long allWaitingBytes) {

    /// For a client that bears no more than so many messages in flight.
    public Delivery to(int most) {
      return new Delivery(Math.min(most, inFlight), waitingMessages, waitingBytes, allWaitingBytes);
    }
  }

  /// @param sessions kept at the same time, with their clients connected or not; a client that asks
  ///   for one more is refused
  /// @param standardExpiry how long a session of MQTT 3 is kept after its client has left
  /// @param longestExpiry the same of a client that asks for its own time
  /// @param each what is kept for one session; newer messages are dropped
  /// @param all the same of all sessions together
  /// @param replayPerSecond messages that waited for a client, brought to it in a second; 0 means
  ///   any number
  public record Kept(
      int sessions,
      Duration standardExpiry,
      Duration longestExpiry,
      Queue each,
      Queue all,
      int replayPerSecond,
      Groups groups) {

    /// The time that a client gets which asks for its own.
    public Duration atMost(Duration asked) {
      return asked.compareTo(longestExpiry) > 0 ? longestExpiry : asked;
    }
  }

  /// @param groups shared subscriptions, each a group with its filter; a client that asks for one
  ///   more is answered with failure
  /// @param members of one; the same of one more
  /// @param each what is kept for one; newer messages are dropped
  /// @param drainPerSecond messages that waited, brought to each member in a second; 0 means any
  ///   number
  public record Groups(int groups, int members, Queue each, int drainPerSecond) {}

  /// What only clients of MQTT 5 are told, or can ask for.
  ///
  /// @param receiveMaximum messages of QoS 1 that a client may send before the first of them is
  ///   acknowledged; one more closes the connection
  /// @param topicAliases in each direction
  /// @param contentTypeBytes longest content type, in UTF-8
  /// @param longestExpiry of a message; one that asks for more gets this
  public record Mqtt5(
      int receiveMaximum, int topicAliases, int contentTypeBytes, Duration longestExpiry) {}

  /// @param messages most messages
  /// @param bytes most bytes of topics and payloads
  public record Queue(long messages, long bytes) {}
}

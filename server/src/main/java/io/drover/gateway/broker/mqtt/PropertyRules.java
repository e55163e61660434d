package io.drover.gateway.broker.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;

/// What MQTT 5 says of the properties in a packet that the packet decoder does not check: which may
/// be in which packet, that none but user properties comes twice, that they fill their block
/// exactly; and how much user properties may take.
///
/// The decoder overlooks a last property that is no longer than the length of the block is itself
/// (two bytes from 128 on), and takes its bytes for what follows. Such a property is moved to the
/// front: the order of different properties means nothing.
final class PropertyRules {
  private static final int MOST_USER_PROPERTY_BYTES = 8_192;

  private static final long CONNECT =
      setOf(
          MqttProperties.SESSION_EXPIRY_INTERVAL,
          MqttProperties.RECEIVE_MAXIMUM,
          MqttProperties.MAXIMUM_PACKET_SIZE,
          MqttProperties.TOPIC_ALIAS_MAXIMUM,
          MqttProperties.REQUEST_RESPONSE_INFORMATION,
          MqttProperties.REQUEST_PROBLEM_INFORMATION,
          MqttProperties.USER_PROPERTY,
          MqttProperties.AUTHENTICATION_METHOD,
          MqttProperties.AUTHENTICATION_DATA);
  private static final long MESSAGE =
      setOf(
          MqttProperties.PAYLOAD_FORMAT_INDICATOR,
          MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
          MqttProperties.CONTENT_TYPE,
          MqttProperties.RESPONSE_TOPIC,
          MqttProperties.CORRELATION_DATA,
          MqttProperties.USER_PROPERTY);
  private static final long WILL = MESSAGE | setOf(MqttProperties.WILL_DELAY_INTERVAL);
  private static final long PUBLISH = MESSAGE | setOf(MqttProperties.TOPIC_ALIAS);
  private static final long ANSWER =
      setOf(MqttProperties.REASON_STRING, MqttProperties.USER_PROPERTY);
  private static final long SUBSCRIBE =
      setOf(MqttProperties.SUBSCRIPTION_IDENTIFIER, MqttProperties.USER_PROPERTY);
  private static final long UNSUBSCRIBE = setOf(MqttProperties.USER_PROPERTY);
  private static final long DISCONNECT = ANSWER | setOf(MqttProperties.SESSION_EXPIRY_INTERVAL);
  private static final long AUTH =
      ANSWER | setOf(MqttProperties.AUTHENTICATION_METHOD, MqttProperties.AUTHENTICATION_DATA);

  private static final int WILL_FLAG = 0x04;
  private static final int QOS_BITS = 0x06;

  private final ByteBuf packet;
  private final int end;
  private int at;

  private PropertyRules(ByteBuf packet, int headerBytes) {
    this.packet = packet;
    this.at = packet.readerIndex() + headerBytes;
    this.end = packet.writerIndex();
  }

  /// Throws [ProtocolViolation] unless the properties of this whole packet keep the rules.
  ///
  /// @param headerBytes how long the fixed header is
  static void require(ByteBuf packet, int headerBytes) {
    new PropertyRules(packet, headerBytes).require();
  }

  private void require() {
    int first = packet.getUnsignedByte(packet.readerIndex());
    int type = first >> 4;
    if (type == 0) {
      throw malformed("packet type 0");
    }
    switch (MqttMessageType.valueOf(type)) {
      case CONNECT -> connect();
      case PUBLISH -> {
        skipBlock();
        skip((first & QOS_BITS) == 0 ? 0 : 2);
        block(PUBLISH);
      }
      case SUBSCRIBE -> {
        skip(2);
        block(SUBSCRIBE);
      }
      case UNSUBSCRIBE -> {
        skip(2);
        block(UNSUBSCRIBE);
      }
      case PUBACK, PUBREC, PUBREL, PUBCOMP -> last(3, ANSWER);
      case DISCONNECT -> last(1, DISCONNECT);
      case AUTH -> last(1, AUTH);
      default -> {} // no properties, or nothing that a client may send
    }
  }

  private void connect() {
    skipBlock();
    skip(1);
    int flags = number(1);
    skip(2);
    block(CONNECT);
    skipBlock();
    if ((flags & WILL_FLAG) != 0) {
      block(WILL);
    }
  }

  /// Properties that may be left out together with their length, after so many bytes.
  private void last(int after, long allowed) {
    if (end - at > after) {
      skip(after);
      block(allowed);
    }
  }

  private void block(long allowed) {
    int lengthAt = at;
    int length = variable();
    int lengthBytes = at - lengthAt;
    int start = at;
    requireWithin(length);
    int last = properties(start, start + length, allowed);
    while (length > 0 && start + length - last <= lengthBytes) {
      moveToFront(start, last, start + length);
      at = start;
      last = properties(start, start + length, allowed);
    }
  }

  /// Where the last property of the block begins.
  private int properties(int start, int blockEnd, long allowed) {
    long seen = 0;
    int userBytes = 0;
    int last = start;
    while (at < blockEnd) {
      last = at;
      int id = number(1);
      if (id >= Long.SIZE || (allowed & (1L << id)) == 0) {
        throw malformed("property " + id + " in a packet that has no such");
      }
      if (id == MqttProperties.USER_PROPERTY) {
        userBytes += skipBlock() + skipBlock();
      } else if ((seen & (1L << id)) != 0) {
        throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "property " + id + " twice");
      } else {
        value(id);
      }
      seen |= 1L << id;
    }
    if (at != blockEnd) {
      throw malformed("a property that is longer than its block");
    }
    if (userBytes > MOST_USER_PROPERTY_BYTES) {
      throw new ProtocolViolation(
          ReasonCode.QUOTA_EXCEEDED, "user properties of " + userBytes + " bytes");
    }
    return last;
  }

  private void value(int id) {
    switch (id) {
      case MqttProperties.PAYLOAD_FORMAT_INDICATOR,
          MqttProperties.REQUEST_PROBLEM_INFORMATION,
          MqttProperties.REQUEST_RESPONSE_INFORMATION -> {
        if (number(1) > 1) {
          throw new ProtocolViolation(
              ReasonCode.PROTOCOL_ERROR, "property " + id + " that is neither 0 nor 1");
        }
      }
      case MqttProperties.RECEIVE_MAXIMUM,
          MqttProperties.TOPIC_ALIAS_MAXIMUM,
          MqttProperties.TOPIC_ALIAS ->
          skip(2);
      case MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
          MqttProperties.SESSION_EXPIRY_INTERVAL,
          MqttProperties.WILL_DELAY_INTERVAL,
          MqttProperties.MAXIMUM_PACKET_SIZE ->
          skip(4);
      case MqttProperties.SUBSCRIPTION_IDENTIFIER -> variable();
      default -> skipBlock();
    }
  }

  private void moveToFront(int start, int last, int blockEnd) {
    byte[] small = new byte[blockEnd - last];
    byte[] others = new byte[last - start];
    packet.getBytes(last, small).getBytes(start, others);
    packet.setBytes(start, small).setBytes(start + small.length, others);
  }

  /// Skips text or binary data, and gives its length.
  private int skipBlock() {
    int length = number(2);
    skip(length);
    return length;
  }

  private void skip(int bytes) {
    requireWithin(bytes);
    at += bytes;
  }

  private int number(int bytes) {
    requireWithin(bytes);
    int number = bytes == 1 ? packet.getUnsignedByte(at) : packet.getUnsignedShort(at);
    at += bytes;
    return number;
  }

  private int variable() {
    int number = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int digit = number(1);
      number |= (digit & 0x7f) << shift;
      if ((digit & 0x80) == 0) {
        return number;
      }
    }
    throw malformed("a length of more than four bytes");
  }

  private void requireWithin(int bytes) {
    if (end - at < bytes) {
      throw malformed("lengths in a packet contradict each other");
    }
  }

  private static ProtocolViolation malformed(String message) {
    return new ProtocolViolation(ReasonCode.MALFORMED_PACKET, message);
  }

  private static long setOf(int... ids) {
    long set = 0;
    for (int id : ids) {
      set |= 1L << id;
    }
    return set;
  }
}

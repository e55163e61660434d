package io.drover.gateway.broker.mqtt;

import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.drover.gateway.broker.mqtt.MessageProperties.UserProperty;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages as bytes, for those who store them: a version, a byte that says what is there, and what
/// is there, lengths before contents. What one version has written, every later one reads.
public final class MessageCodec {
  /// More than any message that the broker takes.
  public static final int MOST_BYTES = 1 << 20;

  private static final byte VERSION = 1;

  private static final int RETAIN = 1;
  private static final int FORMAT = 1 << 1;
  private static final int FORMAT_IS_UTF_8 = 1 << 2;
  private static final int CONTENT_TYPE = 1 << 3;
  private static final int RESPONSE_TOPIC = 1 << 4;
  private static final int CORRELATION_DATA = 1 << 5;
  private static final int USER_PROPERTIES = 1 << 6;
  private static final int EXPIRES = 1 << 7;

  private MessageCodec() {}

  /// Throws [IllegalArgumentException] for a message that would take more than [#MOST_BYTES].
  public static byte[] encode(Message message) {
    MessageProperties properties = message.properties();
    Bytes bytes = new Bytes();
    bytes.block(utf8(message.topic()));
    bytes.text(properties.contentType());
    bytes.text(properties.responseTopic());
    if (properties.correlationData() != null) {
      bytes.block(properties.correlationData());
    }
    if (!properties.userProperties().isEmpty()) {
      bytes.number(properties.userProperties().size());
      properties
          .userProperties()
          .forEach(
              property -> {
                bytes.text(property.name());
                bytes.text(property.value());
              });
    }
    bytes.block(message.payload());
    return bytes.with(flags(message), properties.expires());
  }

  /// Throws [IllegalArgumentException] for bytes that no version up to this one has written.
  public static Message decode(byte[] stored) {
    if (stored.length < 2 || stored.length > MOST_BYTES || stored[0] != VERSION) {
      throw new IllegalArgumentException("a stored message of no version that is known here");
    }
    ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
    try {
      Message message = decode(in);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("bytes after the end of a stored message");
      }
      return message;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a stored message that ends too early", e);
    }
  }

  private static Message decode(ByteBuffer in) {
    int flags = in.get();
    @Nullable Instant expires = has(flags, EXPIRES) ? Instant.ofEpochMilli(in.getLong()) : null;
    String topic = text(in);
    MessageProperties properties = (flags & ~RETAIN) == 0 ? MessageProperties.NONE : null;
    if (properties == null) {
      properties =
          new MessageProperties(
              has(flags, FORMAT) ? format(flags) : null,
              has(flags, CONTENT_TYPE) ? text(in) : null,
              has(flags, RESPONSE_TOPIC) ? text(in) : null,
              has(flags, CORRELATION_DATA) ? block(in) : null,
              has(flags, USER_PROPERTIES) ? userProperties(in) : List.of(),
              expires);
    }
    return new Message(topic, block(in), properties, has(flags, RETAIN));
  }

  private static int flags(Message message) {
    MessageProperties properties = message.properties();
    return flag(message.retain(), RETAIN)
        | flag(properties.format() != null, FORMAT)
        | flag(properties.format() == PayloadFormat.UTF_8, FORMAT_IS_UTF_8)
        | flag(properties.contentType() != null, CONTENT_TYPE)
        | flag(properties.responseTopic() != null, RESPONSE_TOPIC)
        | flag(properties.correlationData() != null, CORRELATION_DATA)
        | flag(!properties.userProperties().isEmpty(), USER_PROPERTIES)
        | flag(properties.expires() != null, EXPIRES);
  }

  private static int flag(boolean set, int flag) {
    return set ? flag : 0;
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private static PayloadFormat format(int flags) {
    return has(flags, FORMAT_IS_UTF_8) ? PayloadFormat.UTF_8 : PayloadFormat.BYTES;
  }

  private static List<UserProperty> userProperties(ByteBuffer in) {
    int count = length(in);
    List<UserProperty> properties = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      properties.add(new UserProperty(text(in), text(in)));
    }
    return properties;
  }

  private static String text(ByteBuffer in) {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static byte[] block(ByteBuffer in) {
    byte[] block = new byte[length(in)];
    in.get(block);
    return block;
  }

  /// A length that what remains can hold.
  private static int length(ByteBuffer in) {
    int length = 0;
    int digit;
    int shift = 0;
    do {
      digit = in.get();
      length |= (digit & 0x7f) << shift;
      shift += 7;
    } while ((digit & 0x80) != 0 && shift < 28);
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Bytes that are gathered part by part.
  private static final class Bytes {
    private static final int HEAD = 2;
    private static final int LONGEST_LENGTH = 4;

    private final List<byte[]> parts = new ArrayList<>(4);
    private int size;

    void text(@Nullable String text) {
      if (text != null) {
        block(utf8(text));
      }
    }

    void block(byte[] block) {
      number(block.length);
      add(block);
    }

    void number(int number) {
      ByteBuffer digits = ByteBuffer.allocate(LONGEST_LENGTH + 1);
      int left = number;
      while (left > 0x7f) {
        digits.put((byte) ((left & 0x7f) | 0x80));
        left >>>= 7;
      }
      digits.put((byte) left).flip();
      byte[] written = new byte[digits.remaining()];
      digits.get(written);
      add(written);
    }

    byte[] with(int flags, @Nullable Instant expires) {
      int all = HEAD + (expires == null ? 0 : Long.BYTES) + size;
      if (all > MOST_BYTES) {
        throw new IllegalArgumentException("a message of " + all + " bytes");
      }
      ByteBuffer out = ByteBuffer.allocate(all).put(VERSION).put((byte) flags);
      if (expires != null) {
        out.putLong(expires.toEpochMilli());
      }
      parts.forEach(out::put);
      return out.array();
    }

    private void add(byte[] part) {
      parts.add(part);
      size = Math.addExact(size, part.length);
    }
  }
}

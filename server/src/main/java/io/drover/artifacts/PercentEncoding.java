package io.drover.artifacts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The percent-encoding of URL paths, in UTF-8. Unlike form encoding it leaves `+` alone.
final class PercentEncoding {
  private PercentEncoding() {}

  /// The text with its escapes replaced; empty when an escape or the UTF-8 it gives is malformed.
  static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(bytes[i]);
      } else if (i + 2 < bytes.length && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
        decoded.write(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return utf8(decoded.toByteArray());
  }

  private static int digit(byte b) {
    return Character.digit(b, 16);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}

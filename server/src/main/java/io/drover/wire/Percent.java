package io.drover.wire;

import io.drover.rejection.Rejection.InvalidRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding, by RFC 3986.
public final class Percent {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /// Refuses a stray percent sign and bytes that are not UTF-8.
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i));
        i += 3;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        i++;
      }
    }
    return Utf8.decode(bytes.toByteArray(), "The request's URI");
  }

  private static int octet(String text, int percent) {
    if (percent + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2))) {
      return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }
    throw new InvalidRequest(
            "The request's URI has a percent sign without two hexadecimal digits after it.")
        .toException();
  }

  /// Appends `text` with every byte encoded but letters, digits, `-`, `.`, `_`, `~` and those of
  /// `kept`.
  public static void encode(StringBuilder target, String text, String kept) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (unreserved(c) || kept.indexOf(c) >= 0) {
        target.append(c);
      } else if (c < 0x80) {
        HEX.toHexDigits(target.append('%'), (byte) c);
      } else {
        int end = text.offsetByCodePoints(i, 1);
        for (byte octet : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          HEX.toHexDigits(target.append('%'), octet);
        }
        i = end - 1;
      }
    }
  }

  private static boolean unreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}

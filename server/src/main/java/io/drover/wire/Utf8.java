package io.drover.wire;

import io.drover.rejection.Rejection.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text from bytes that someone else wrote.
public final class Utf8 {
  private Utf8() {}

  /// Refuses bytes that are not UTF-8; `what` begins the message.
  public static String decode(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidRequest(what + " is not in UTF-8.").toException();
    }
  }
}

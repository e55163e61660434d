package io.drover.paging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/// A key as opaque text: a checksum over the list's name and the key, then the parts of the key.
/// The checksum catches mistakes; it is no protection against forgery, and needs none, as a key
/// gives no more access than the list itself. In the alphabet that the contract allows for markers.
final class PageToken {
  private static final int MOST_PARTS = 8;

  private PageToken() {}

  static String encode(String list, List<String> key) {
    byte[] parts = bytes(key);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(checksum(list, parts));
      out.write(parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static List<String> decode(String list, String token) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(token)))) {
      int checksum = in.readInt();
      byte[] parts = in.readAllBytes();
      if (checksum != checksum(list, parts)) {
        throw PageRequest.invalid();
      }
      return key(parts);
    } catch (IOException | IllegalArgumentException e) {
      throw PageRequest.invalid();
    }
  }

  private static byte[] bytes(List<String> key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(key.size());
      for (String part : key) {
        out.writeUTF(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<String> key(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int parts = in.readUnsignedByte();
    if (parts < 1 || parts > MOST_PARTS) {
      throw PageRequest.invalid();
    }
    List<String> key = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      key.add(in.readUTF());
    }
    return key;
  }

  private static int checksum(String list, byte[] parts) {
    CRC32 crc = new CRC32();
    crc.update(list.getBytes(StandardCharsets.UTF_8));
    crc.update(parts);
    return (int) crc.getValue();
  }
}

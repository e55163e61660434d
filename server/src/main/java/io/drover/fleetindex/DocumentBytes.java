package io.drover.fleetindex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A document as the index stores it. A page reads hundreds of them, so that its parts stand one
/// after the other, without names: other parts are another layout, see [Progress].
final class DocumentBytes {
  private static final JsonMapper JSON = new JsonMapper();

  private DocumentBytes() {}

  static byte[] of(IndexedDocument known) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      switch (known) {
        case ThingDocument thing -> write(out, thing);
        case GroupDocument group -> write(out, group);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toArrayCopy();
  }

  static <D extends IndexedDocument> D read(BytesRef stored, Class<D> type) {
    DataInput in = new ByteArrayDataInput(stored.bytes, stored.offset, stored.length);
    try {
      return type.cast(type.equals(ThingDocument.class) ? thing(in) : group(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutput out, ThingDocument thing) throws IOException {
    out.writeVLong(thing.id());
    out.writeString(thing.name());
    out.writeString(thing.uuid());
    writeOptional(out, thing.type());
    writeAll(out, thing.groups());
    out.writeMapOfStrings(thing.attributes());
    out.writeVLong(thing.version());
    writeOptional(out, thing.shadow());
    ThingConnectivity connectivity = thing.connectivity();
    writeOptional(out, connectivity == null ? null : JSON.writeValueAsString(connectivity));
  }

  private static ThingDocument thing(DataInput in) throws IOException {
    return new ThingDocument(
        in.readVLong(),
        in.readString(),
        in.readString(),
        readOptional(in),
        readAll(in),
        in.readMapOfStrings(),
        in.readVLong(),
        readOptional(in),
        connectivity(readOptional(in)));
  }

  private static @Nullable ThingConnectivity connectivity(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, ThingConnectivity.class);
  }

  private static void write(DataOutput out, GroupDocument group) throws IOException {
    out.writeVLong(group.id());
    out.writeString(group.name());
    out.writeString(group.uuid());
    writeOptional(out, group.description());
    writeAll(out, group.parents());
    out.writeMapOfStrings(group.attributes());
    out.writeVLong(group.version());
  }

  private static GroupDocument group(DataInput in) throws IOException {
    return new GroupDocument(
        in.readVLong(),
        in.readString(),
        in.readString(),
        readOptional(in),
        readAll(in),
        in.readMapOfStrings(),
        in.readVLong());
  }

  private static void writeOptional(DataOutput out, @Nullable String text) throws IOException {
    out.writeByte((byte) (text == null ? 0 : 1));
    if (text != null) {
      out.writeString(text);
    }
  }

  private static @Nullable String readOptional(DataInput in) throws IOException {
    return in.readByte() == 0 ? null : in.readString();
  }

  private static void writeAll(DataOutput out, List<String> texts) throws IOException {
    out.writeVInt(texts.size());
    for (String text : texts) {
      out.writeString(text);
    }
  }

  private static List<String> readAll(DataInput in) throws IOException {
    int count = in.readVInt();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.readString());
    }
    return texts;
  }
}

package io.drover.fleetindex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.util.BytesRef;

/// How documents lie in Lucene. Devices choose the names of what they report, so that paths do not
/// become fields of Lucene, of which an index bears few: they are part of the terms and points of a
/// small fixed number of fields.
final class IndexFields {
  /// The name: the key of the document.
  static final String KEY = "key";

  /// The internal id, in whose order results are told.
  static final String ID = "id";

  /// Words and whole values behind their path; behind an empty path those of all paths.
  static final String TERMS = "terms";

  /// Values of several words, word by word, for phrases.
  static final String PHRASES = "phrases";

  /// Paths that have a value, and all paths above them.
  static final String PATHS = "paths";

  /// Numbers as points in a plane: a hash of the path, and the value.
  static final String NUMBERS = "numbers";

  /// The document itself: [DocumentBytes].
  static final String DOCUMENT = "document";

  static final String ANY_PATH = "";

  /// In this order documents lie in each segment, so that a page is read from where it begins, and
  /// no further than where it ends.
  static final Sort BY_ID =
      new Sort(LongField.newSortField(ID, false, SortedNumericSelector.Type.MIN));

  private static final char AFTER_PATH = '\0';
  private static final FieldType PLANE = plane();

  private IndexFields() {}

  static String term(String path, String text) {
    return path + AFTER_PATH + text;
  }

  /// Whether this is what [#term] answers, and not a path.
  static boolean isTerm(String text) {
    return text.indexOf(AFTER_PATH) >= 0;
  }

  /// The terms of a path, and no others, lie from this one up to but without [#endOf].
  static BytesRef startOf(String path) {
    return new BytesRef(path + AFTER_PATH);
  }

  static BytesRef endOf(String path) {
    return new BytesRef(path + '\1');
  }

  /// The documents behind an id.
  static Query after(long id) {
    return LongField.newRangeQuery(ID, Math.min(id, Long.MAX_VALUE - 1) + 1, Long.MAX_VALUE);
  }

  static BinaryPoint number(String path, double value) {
    byte[] point = new byte[2 * Long.BYTES];
    System.arraycopy(hash(path), 0, point, 0, Long.BYTES);
    DoublePoint.encodeDimension(value, point, Long.BYTES);
    return new BinaryPoint(NUMBERS, point, PLANE);
  }

  /// The documents with a number between two, both included.
  static Query numbers(String path, double from, double to) {
    byte[] hash = hash(path);
    return BinaryPoint.newRangeQuery(
        NUMBERS, new byte[][] {hash, bytes(from)}, new byte[][] {hash, bytes(to)});
  }

  private static byte[] bytes(double value) {
    byte[] bytes = new byte[Long.BYTES];
    DoublePoint.encodeDimension(value, bytes, 0);
    return bytes;
  }

  private static byte[] hash(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The field of points that distances to a field are measured by.
  static String places(String path) {
    return "PLACE " + path;
  }

  /// The field of doc values that aggregations of a field read.
  static String values(String path, FieldKind kind) {
    return kind.name() + " " + path;
  }

  private static FieldType plane() {
    FieldType type = new FieldType();
    type.setDimensions(2, Long.BYTES);
    type.freeze();
    return type;
  }

  static FieldType phrasesType() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.freeze();
    return type;
  }
}

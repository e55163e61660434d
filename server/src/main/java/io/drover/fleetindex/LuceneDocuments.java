package io.drover.fleetindex;

import io.drover.fleetindex.Leaf.OfFlag;
import io.drover.fleetindex.Leaf.OfNumber;
import io.drover.fleetindex.Leaf.OfText;
import io.drover.fleetindex.query.Numbers;
import io.drover.fleetindex.query.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import tools.jackson.databind.json.JsonMapper;

/// Turns what is known about things and groups into documents of Lucene.
///
/// @param aggregated the fields that aggregations may read, by the path of their values
/// @param locations the fields that hold places
record LuceneDocuments(Map<String, FieldKind> aggregated, List<GeoLocation> locations) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Longer texts are no values of aggregations, which hold thousands of them.
  private static final int LONGEST_TEXT = 1_024;

  private static final String ATTRIBUTES = "attributes.";
  private static final String SHADOW = "shadow.";
  private static final FieldType PHRASES = IndexFields.phrasesType();

  static LuceneDocuments of(Indexing configuration) {
    return new LuceneDocuments(configuration.aggregated(), configuration.geoLocations());
  }

  <D extends IndexedDocument> List<Written<D>> write(List<D> known) {
    return known.stream().map(document -> new Written<>(document, write(document))).toList();
  }

  Document write(IndexedDocument known) {
    Writing writing = new Writing(aggregated);
    writing.document.add(new StringField(IndexFields.KEY, known.name(), Field.Store.NO));
    writing.document.add(new LongField(IndexFields.ID, known.id(), Field.Store.NO));
    writing.document.add(new StoredField(IndexFields.DOCUMENT, DocumentBytes.of(known)));
    writing.values(new Leaf(version(known), new OfNumber(known.version())));
    Leaf.of(known).forEach(writing::leaf);
    if (known instanceof ThingDocument thing) {
      locations.forEach(location -> writing.places(location, places(thing, location)));
    }
    return writing.document;
  }

  private static List<Place> places(ThingDocument thing, GeoLocation location) {
    if (location.name().startsWith(ATTRIBUTES)) {
      String attribute = thing.attributes().get(location.name().substring(ATTRIBUTES.length()));
      return Stream.ofNullable(attribute)
          .flatMap(text -> Place.parse(text, location.order()).stream())
          .toList();
    }
    return thing.shadow() == null
        ? List.of()
        : Place.find(
            JSON.readTree(thing.shadow()),
            location.name().substring(SHADOW.length()),
            location.order());
  }

  /// The field that aggregations know the version by.
  private static String version(IndexedDocument known) {
    return switch (known) {
      case ThingDocument _ -> "registry.version";
      case GroupDocument _ -> "version";
    };
  }

  /// A document in the making; each term is added once, however often it occurs.
  private static final class Writing {
    final Document document = new Document();
    private final Map<String, FieldKind> aggregated;
    private final Set<String> terms = new HashSet<>();
    private final Set<String> paths = new HashSet<>();

    Writing(Map<String, FieldKind> aggregated) {
      this.aggregated = aggregated;
    }

    void leaf(Leaf leaf) {
      exists(leaf.path());
      values(leaf);
      switch (leaf.value()) {
        case OfText(String text) -> {
          text(leaf.path(), text);
          if (leaf.isSearchedWithoutField()) {
            text(IndexFields.ANY_PATH, text);
          }
          if (leaf.mayBeNumeric()) {
            Numbers.parse(text).ifPresent(number -> number(leaf.path(), number));
          }
        }
        case OfNumber(double number) -> number(leaf.path(), number);
        case OfFlag(boolean flag) -> term(leaf.path(), Boolean.toString(flag));
      }
    }

    void places(GeoLocation location, List<Place> places) {
      String field = IndexFields.places(location.name());
      places.forEach(
          place -> document.add(new LatLonPoint(field, place.latitude(), place.longitude())));
    }

    private void number(String path, double number) {
      document.add(IndexFields.number(path, number));
    }

    private void text(String path, String text) {
      List<String> words = Words.of(text);
      term(path, Words.folded(text));
      if (words.size() > 1) {
        words.forEach(word -> term(path, word));
        document.add(new Field(IndexFields.PHRASES, new PhraseTokens(path, words), PHRASES));
      } else if (!words.isEmpty()) {
        term(path, words.getFirst());
      }
    }

    private void term(String path, String text) {
      String term = IndexFields.term(path, text);
      if (terms.add(term)) {
        document.add(new StringField(IndexFields.TERMS, term, Field.Store.NO));
      }
    }

    private void exists(String path) {
      for (int end = path.length(); end > 0 && paths.add(path.substring(0, end)); ) {
        document.add(new StringField(IndexFields.PATHS, path.substring(0, end), Field.Store.NO));
        end = path.lastIndexOf('.', end - 1);
      }
    }

    void values(Leaf leaf) {
      FieldKind kind = aggregated.get(leaf.path());
      if (kind == null) {
        return;
      }
      String field = IndexFields.values(leaf.path(), kind);
      switch (kind) {
        case STRING -> {
          if (leaf.value() instanceof OfText(String text) && text.length() <= LONGEST_TEXT) {
            document.add(new SortedSetDocValuesField(field, new BytesRef(text)));
          }
        }
        case NUMBER -> number(leaf).ifPresent(number -> values(field, number));
        case BOOLEAN -> {
          if (leaf.value() instanceof OfFlag(boolean flag)) {
            values(field, flag ? 1 : 0);
          }
        }
      }
    }

    private void values(String field, double number) {
      document.add(
          new SortedNumericDocValuesField(field, NumericUtils.doubleToSortableLong(number)));
    }

    private static OptionalDouble number(Leaf leaf) {
      return switch (leaf.value()) {
        case OfNumber(double number) -> OptionalDouble.of(number);
        case OfText(String text) when leaf.mayBeNumeric() -> Numbers.parse(text);
        case OfText _, OfFlag _ -> OptionalDouble.empty();
      };
    }
  }
}

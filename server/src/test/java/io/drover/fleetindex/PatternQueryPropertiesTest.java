package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.query.Query.Mark;
import io.drover.fleetindex.query.Query.Part;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Text;
import io.drover.fleetindex.query.Words;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/// A pattern finds what a regular expression of the same meaning does, character by character: of
/// one byte, of two, and of four.
class PatternQueryPropertiesTest {
  private static final List<String> CHARACTERS = List.of("a", "B", "ä", "😀");

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.of(CHARACTERS).list().ofMaxSize(5).map(found -> String.join("", found));
  }

  @Provide
  static Arbitrary<Part> parts() {
    Arbitrary<Part> marks = Arbitraries.of(Mark.values()).map(Part.class::cast);
    return Arbitraries.oneOf(marks, texts().filter(text -> !text.isEmpty()).map(Text::new));
  }

  @Property(tries = 500)
  void patternsFindWhatTheyMean(
      @ForAll @Size(max = 20) List<@From("texts") String> texts,
      @ForAll @NotEmpty @Size(max = 5) List<@From("parts") Part> parts)
      throws IOException {
    java.util.regex.Pattern meant =
        java.util.regex.Pattern.compile(
            parts.stream().map(PatternQueryPropertiesTest::regex).collect(Collectors.joining()));
    Set<String> expected =
        texts.stream()
            .map(Words::folded)
            .filter(text -> meant.matcher(text).matches())
            .collect(Collectors.toSet());
    assertThat(found(texts, PatternQuery.of("path", new Pattern(parts)))).isEqualTo(expected);
  }

  private static String regex(Part part) {
    return switch (part) {
      case Mark.ANY_RUN -> ".*";
      case Mark.ANY_CHARACTER -> ".";
      case Text(String characters) -> java.util.regex.Pattern.quote(Words.folded(characters));
    };
  }

  /// Every text lies in a segment of its own, and behind other paths too, which are not meant.
  private static Set<String> found(List<String> texts, Query query) throws IOException {
    try (Directory directory = new ByteBuffersDirectory();
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      for (String text : texts) {
        for (String path : List.of("path", "pat", "path.a", "")) {
          Document document = new Document();
          String term = IndexFields.term(path, Words.folded(text));
          document.add(new StringField(IndexFields.TERMS, term, Store.YES));
          writer.addDocument(document);
        }
        writer.flush();
      }
      try (DirectoryReader reader = DirectoryReader.open(writer)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        Set<String> found = new HashSet<>();
        for (ScoreDoc hit : searcher.search(query, Math.max(1, reader.maxDoc())).scoreDocs) {
          String term = searcher.storedFields().document(hit.doc).get(IndexFields.TERMS);
          assertThat(term).startsWith(IndexFields.term("path", ""));
          found.add(term.substring(IndexFields.term("path", "").length()));
        }
        return found;
      }
    }
  }
}

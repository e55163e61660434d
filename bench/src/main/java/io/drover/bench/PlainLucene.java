package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import tools.jackson.databind.JsonNode;

/// The limit: the same documents in an ordinary index, with a field of Lucene for every path, read
/// in this process by the thread that asks.
final class PlainLucene implements AutoCloseable {
  /// All texts of a document, for queries without a field.
  static final String ANY = "any";

  /// Behind the path of texts of several words.
  static final String WORDS = " words";

  private static final String ID = "id";
  private static final String DOCUMENT = "document";
  private static final double BUFFER_MEGABYTES = 32;
  private static final Sort BY_ID =
      new Sort(LongField.newSortField(ID, false, SortedNumericSelector.Type.MIN));

  private final Directory directory;
  private final IndexWriter writer;

  PlainLucene(Path folder) {
    try {
      directory = FSDirectory.open(folder);
      writer =
          new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MEGABYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a thing as a search has answered it.
  void add(JsonNode thing, long id) {
    Document document = new Document();
    document.add(new LongField(ID, id, Field.Store.NO));
    document.add(new StoredField(DOCUMENT, thing.toString().getBytes(StandardCharsets.UTF_8)));
    for (Map.Entry<String, JsonNode> member : thing.properties()) {
      boolean json = member.getKey().equals("shadow");
      fields(
          document,
          member.getKey(),
          json ? SearchApi.JSON.readTree(member.getValue().stringValue()) : member.getValue());
    }
    try {
      writer.addDocument(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fields(Document document, String path, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT ->
          node.properties()
              .forEach(member -> fields(document, path + "." + member.getKey(), member.getValue()));
      case ARRAY -> node.values().forEach(element -> fields(document, path, element));
      case STRING -> text(document, path, node.stringValue().toLowerCase(Locale.ROOT));
      case NUMBER -> document.add(new DoubleField(path, node.asDouble(), Field.Store.NO));
      case BOOLEAN -> document.add(new KeywordField(path, node.asString(), Field.Store.NO));
      default -> {}
    }
  }

  private static void text(Document document, String path, String text) {
    document.add(new KeywordField(path, text, Field.Store.NO));
    document.add(new StringField(ANY, text, Field.Store.NO));
    if (text.indexOf(' ') >= 0) {
      document.add(new TextField(path + WORDS, text, Field.Store.NO));
    }
  }

  Searching searching() {
    try {
      writer.commit();
      return new Searching(new IndexSearcher(DirectoryReader.open(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What has been added so far, to be searched.
  record Searching(IndexSearcher searcher) {

    /// The documents of the first things after an id, in the order of their ids.
    List<String> page(Query query, long after, int rows) {
      FieldDoc last = new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {after});
      try {
        return documents(
            searcher.search(query, new TopFieldCollectorManager(BY_ID, rows, last, rows))
                .scoreDocs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<String> documents(ScoreDoc[] hits) throws IOException {
      StoredFields stored = searcher.storedFields();
      List<String> documents = new ArrayList<>(hits.length);
      for (ScoreDoc hit : hits) {
        documents.add(
            stored.document(hit.doc, Set.of(DOCUMENT)).getBinaryValue(DOCUMENT).utf8ToString());
      }
      return documents;
    }

    int count(Query query) {
      try {
        return searcher.count(query);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try (directory;
        writer) {
      writer.rollback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drover.fleetindex;

import io.drover.fleetindex.query.Query.Mark;
import io.drover.fleetindex.query.Query.Part;
import io.drover.fleetindex.query.Query.Pattern;
import io.drover.fleetindex.query.Query.Text;
import io.drover.fleetindex.query.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/// The documents with a value that a pattern matches. A segment in which nothing begins as the
/// pattern does costs one look: its terms are not compared with the pattern.
final class PatternQuery extends AutomatonQuery {
  private static final int MOST_AUTOMATON_WORK = 10_000;

  /// Of bytes, as everything here: an automaton of characters would be made into one, which takes
  /// longer than most searches.
  private static final Automaton ANY_CHARACTER = new UTF32ToUTF8().convert(Automata.makeAnyChar());

  private PatternQuery(Term start, Automaton automaton) {
    super(start, automaton, true);
  }

  /// Refuses a pattern whose automaton would be large: what repeats itself behind a star.
  static PatternQuery of(String path, Pattern pattern) throws TooComplexToDeterminizeException {
    List<Part> behind = pattern.parts();
    String start = IndexFields.term(path, "");
    if (behind.getFirst() instanceof Text(String characters)) {
      start += Words.folded(characters);
      behind = behind.subList(1, behind.size());
    }
    List<Automaton> parts = new ArrayList<>();
    parts.add(text(start));
    behind.forEach(part -> parts.add(automaton(part)));
    return new PatternQuery(
        new Term(IndexFields.TERMS, start),
        Operations.determinize(Operations.concatenate(parts), MOST_AUTOMATON_WORK));
  }

  private static Automaton automaton(Part part) {
    return switch (part) {
      case Mark.ANY_RUN -> Automata.makeAnyBinary();
      case Mark.ANY_CHARACTER -> ANY_CHARACTER;
      case Text(String characters) -> text(Words.folded(characters));
    };
  }

  private static Automaton text(String characters) {
    return Automata.makeBinary(new BytesRef(characters));
  }

  @Override
  protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
    BytesRef start = term.bytes();
    TermsEnum first = terms.iterator();
    boolean any =
        first.seekCeil(start) != SeekStatus.END && StringHelper.startsWith(first.term(), start);
    return any ? super.getTermsEnum(terms, attributes) : TermsEnum.EMPTY;
  }
}

package io.drover.fleetindex;

import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/// Whether a query has to go through terms to know which ones it means, which may take long before
/// it comes to the first document. Points need no clock: a range goes through those of its path
/// once, a few milliseconds for a million things.
final class SoughtTerms extends QueryVisitor {
  private boolean sought;

  private SoughtTerms() {}

  static boolean in(Query query) {
    SoughtTerms visitor = new SoughtTerms();
    query.visit(visitor);
    return visitor.sought;
  }

  @Override
  public void consumeTerms(Query query, Term... terms) {}

  @Override
  public void consumeTermsMatching(
      Query query, String field, Supplier<ByteRunAutomaton> automaton) {
    sought = true;
  }

  @Override
  public QueryVisitor getSubVisitor(Occur occur, Query parent) {
    return this; // also in what is excluded
  }
}

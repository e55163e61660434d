package io.drover.fleetindex;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// The words of one value behind their path, one position after the other, and far from those of
/// the value before. Read from the first again after each [#reset].
final class PhraseTokens extends TokenStream {
  private static final int GAP = 100;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final String path;
  private final List<String> words;
  private int next;

  PhraseTokens(String path, List<String> words) {
    this.path = path;
    this.words = words;
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public boolean incrementToken() {
    if (next == words.size()) {
      return false;
    }
    clearAttributes();
    term.append(IndexFields.term(path, words.get(next)));
    increment.setPositionIncrement(next == 0 ? GAP : 1);
    next++;
    return true;
  }
}

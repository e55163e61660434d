package io.drover.fleetindex;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// The words of one value behind their path, one position after the other, and far from those of
/// the value before.
final class PhraseTokens extends TokenStream {
  private static final int GAP = 100;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final String path;
  private final Iterator<String> words;
  private boolean first = true;

  PhraseTokens(String path, List<String> words) {
    this.path = path;
    this.words = words.iterator();
  }

  @Override
  public boolean incrementToken() {
    if (!words.hasNext()) {
      return false;
    }
    clearAttributes();
    term.append(IndexFields.term(path, words.next()));
    increment.setPositionIncrement(first ? GAP : 1);
    first = false;
    return true;
  }
}

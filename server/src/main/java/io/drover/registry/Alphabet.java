package io.drover.registry;

import java.util.BitSet;

/// The characters that a kind of name or value is made of: ASCII letters, digits and some more.
final class Alphabet {
  static final Alphabet NAMES = new Alphabet(":_-");
  static final Alphabet ATTRIBUTE_NAMES = new Alphabet("_.,@/:#-");
  static final Alphabet ATTRIBUTE_VALUES = new Alphabet("_.,@/:#=[]-");

  private final BitSet characters = new BitSet(128);

  private Alphabet(String others) {
    characters.set('a', 'z' + 1);
    characters.set('A', 'Z' + 1);
    characters.set('0', '9' + 1);
    others.chars().forEach(characters::set);
  }

  boolean spells(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!characters.get(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether `text` can be the name of something registered: 1 to 128 characters.
  static boolean isName(String text) {
    return !text.isEmpty() && text.length() <= 128 && NAMES.spells(text);
  }
}

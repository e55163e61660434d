package io.drover.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One line of a terminal: clean pieces of text, each with its tone.
record Line(List<Piece> pieces) {
  static final Line EMPTY = new Line(List.of());

  record Piece(String text, Tone tone) {}

  Line {
    pieces = List.copyOf(pieces);
  }

  static Line of(String text, Tone tone) {
    return new Line(List.of(new Piece(text, tone)));
  }

  Line and(String text, Tone tone) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(text, tone));
    return new Line(more);
  }

  int width() {
    return Cells.width(text());
  }

  String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /// The same on at most so many cells.
  Line cut(int cells, Glyphs glyphs) {
    if (width() <= cells) {
      return this;
    }
    List<Piece> kept = new ArrayList<>();
    int room = cells;
    for (Piece piece : pieces) {
      String text = Cells.cut(piece.text(), room, glyphs.cut());
      kept.add(new Piece(text, piece.tone()));
      room -= Cells.width(text);
      if (!text.equals(piece.text())) {
        break;
      }
    }
    return new Line(kept);
  }

  String shown(boolean colours) {
    return colours
        ? pieces.stream()
            .map(piece -> piece.tone().paint(piece.text()))
            .collect(Collectors.joining())
        : text();
  }
}

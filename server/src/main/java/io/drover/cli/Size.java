package io.drover.cli;

/// Of a terminal, in cells; never less than one cell.
record Size(int columns, int rows) {
  static final Size USUAL = new Size(80, 24);

  Size {
    columns = Math.max(columns, 1);
    rows = Math.max(rows, 1);
  }
}

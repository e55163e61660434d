package io.drover.cli;

/// What a piece of text means, which a terminal shows as a colour.
enum Tone {
  NORMAL(""),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BAD("31"),
  WARNING("33"),
  BUSY("36");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}

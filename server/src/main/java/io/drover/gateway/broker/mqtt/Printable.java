package io.drover.gateway.broker.mqtt;

/// What clients send, made fit for a line of the log: short, and without control characters.
public final class Printable {
  private static final int LONGEST = 300;

  private Printable() {}

  public static String of(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return printable.toString();
  }
}

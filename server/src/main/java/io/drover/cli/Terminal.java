package io.drover.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What standard output leads to.
///
/// @param screen whether it is a terminal on which the cursor can be moved
/// @param colours whether it shows colours, and is wanted to
public record Terminal(boolean screen, boolean colours, Map<String, String> variables) {
  private static final int SECONDS = 2;

  public static Terminal of(Map<String, String> variables) {
    String type = variables.getOrDefault("TERM", "");
    boolean screen = !type.isEmpty() && !type.equals("dumb") && isOutputATerminal();
    boolean colours = screen && variables.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(screen, colours, Map.copyOf(variables));
  }

  /// Java tells it of input and output together only, so `test` is asked, which inherits the
  /// output.
  private static boolean isOutputATerminal() {
    try {
      Process test =
          new ProcessBuilder("test", "-t", "1")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      return test.waitFor(SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// As it is now: it is asked each time, so that a change of the window shows. Without an answer,
  /// what COLUMNS and LINES say, and otherwise 80 by 24.
  Size size() {
    return asked()
        .orElseGet(
            () ->
                new Size(
                    number("COLUMNS").orElse(Size.USUAL.columns()),
                    number("LINES").orElse(Size.USUAL.rows())));
  }

  private Optional<Integer> number(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .filter(value -> value.matches("[1-9]\\d{0,3}"))
        .map(Integer::valueOf);
  }

  private static Optional<Size> asked() {
    try {
      Process stty =
          new ProcessBuilder(List.of("stty", "size"))
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return parsed(answer);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Rows and columns; a terminal that does not know its size says 0.
  static Optional<Size> parsed(String answer) {
    if (!answer.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
      return Optional.empty();
    }
    String[] parts = answer.split(" ");
    return Optional.of(new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
  }
}

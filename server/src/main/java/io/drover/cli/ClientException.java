package io.drover.cli;

/// Why a command could not do what it was asked, in words that say what to do next.
public final class ClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What can be made of it.
  public enum Kind {
    /// Nobody answered, or the server could not: asking again later may help.
    NO_ANSWER,
    /// The server does not have what was asked for.
    NOT_FOUND,
    /// The server answered, and will answer the same again.
    REFUSED,
    /// The command lacks something that it must be given.
    INCOMPLETE,
    /// Nobody reads the output any more.
    OUTPUT_CLOSED
  }

  private final Kind kind;

  ClientException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

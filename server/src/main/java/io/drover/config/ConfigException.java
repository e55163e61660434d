package io.drover.config;

/// A setting that the server cannot start with. The message names it in full and says what it must
/// be.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}

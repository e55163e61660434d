package io.drover.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The settings in force. What is said on the command line wins over the environment, that over the
/// file, and that over the defaults. A name that no setting has is an error wherever it stands.
public final class Settings {
  private static final String VARIABLES = "DROVER_";

  /// Variables of ours that are no settings.
  private static final Set<String> OTHER_VARIABLES =
      Set.of("DROVER_CA_FILE", "DROVER_DATA", "DROVER_JAVA_OPTS", "DROVER_TEST_POSTGRES_URL");

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  private Settings() {
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.standard());
    }
  }

  /// @param assignments `key=value` each, as on the command line
  public static Settings resolve(
      Optional<Path> file, Map<String, String> environment, List<String> assignments) {
    Settings settings = new Settings();
    file.ifPresent(settings::overlayFile);
    environment.forEach(settings::overlayVariable);
    assignments.forEach(settings::overlayAssignment);
    return settings;
  }

  private void overlayFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "cannot read the configuration file " + file + ": " + e.getMessage());
    }
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> put(key, properties.getProperty(key), file.toString()));
  }

  private void overlayVariable(String variable, String value) {
    if (!variable.startsWith(VARIABLES) || OTHER_VARIABLES.contains(variable)) {
      return;
    }
    Setting setting =
        Setting.ofVariable(variable)
            .orElseThrow(
                () ->
                    new ConfigException("the environment variable " + variable + " is no setting"));
    values.put(setting, value.strip());
  }

  private void overlayAssignment(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigException("--set takes key=value, but was given '" + assignment + "'");
    }
    put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1), "--set");
  }

  private void put(String key, String value, String source) {
    Setting setting =
        Setting.ofKey(key)
            .orElseThrow(
                () -> new ConfigException(key + ": there is no such setting (in " + source + ")"));
    values.put(setting, value.strip());
  }

  /// The value of a setting that must have one.
  public String text(Setting setting) {
    return optional(setting)
        .orElseThrow(() -> new ConfigException(setting.key() + ": must not be empty"));
  }

  public Optional<String> optional(Setting setting) {
    return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
  }

  /// 0 stands for any free port.
  public int port(Setting setting) {
    String text = text(setting);
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new ConfigException(
        setting.key() + ": must be a port, 0 (any free one) to 65535, but is '" + text + "'");
  }

  /// The value of a setting whose whole text must match `pattern`; `rule` completes "must be ...".
  public String matching(Setting setting, String pattern, String rule) {
    String text = text(setting);
    if (!text.matches(pattern)) {
      throw new ConfigException(setting.key() + ": must be " + rule + ", but is '" + text + "'");
    }
    return text;
  }
}

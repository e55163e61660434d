package io.drover.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// The packages of npm that tests use, each in one version, installed together when one of them is
/// missing.
@NullMarked
public final class NpmPackages {
  private static final Map<String, String> VERSIONS =
      Map.of(
          "aws-iot-device-sdk", "2.2.16",
          "aws-iot-device-sdk-v2", "1.28.0",
          "mqtt", "5.16.0");

  private NpmPackages() {}

  /// The folder that holds a folder for each package.
  public static synchronized Path folder() {
    Path modules = RunningServer.home().resolve("acceptance/target/npm");
    Path folder = modules.resolve("node_modules");
    if (!VERSIONS.entrySet().stream().allMatch(each -> isInstalled(folder, each))) {
      install(modules);
    }
    return folder;
  }

  private static boolean isInstalled(Path folder, Map.Entry<String, String> one) {
    Path description = folder.resolve(one.getKey()).resolve("package.json");
    try {
      return Files.exists(description)
          && Files.readString(description).contains("\"version\": \"" + one.getValue() + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install(Path modules) {
    try {
      Files.createDirectories(modules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
    command.addAll(List.of("--prefix", "."));
    VERSIONS.forEach((name, version) -> command.add(name + "@" + version));
    Command.run(modules, Map.of(), command).succeeded();
  }
}

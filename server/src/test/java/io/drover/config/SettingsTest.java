package io.drover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "api.port=1\ndata.port=1\ns3.port=1\n");
    Settings settings =
        Settings.resolve(
            Optional.of(file),
            Map.of("DROVER_API_PORT", "2", "DROVER_DATA_PORT", "2", "HOME", "x"),
            List.of("api.port=3"));

    assertThat(settings.port(Setting.API_PORT)).isEqualTo(3);
    assertThat(settings.port(Setting.DATA_PORT)).isEqualTo(2);
    assertThat(settings.port(Setting.S3_PORT)).isEqualTo(1);
    assertThat(settings.port(Setting.MQTTS_PORT)).isEqualTo(8883);
  }

  @Test
  void anUnknownKeyIsRefusedByItsFullNameWhereverItStands() throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "api.prot=1\n");

    assertThatThrownBy(() -> Settings.resolve(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("api.prot");
    assertThatThrownBy(() -> resolve("mqtt.prot=1")).hasMessageContaining("mqtt.prot");
    assertThatThrownBy(
            () -> Settings.resolve(Optional.empty(), Map.of("DROVER_API_PROT", "1"), List.of()))
        .hasMessageContaining("DROVER_API_PROT");
  }

  @Test
  void aBadPortIsRefusedByItsFullName() {
    for (String bad : List.of("-1", "65536", "http", "1e3")) {
      assertThatThrownBy(() -> resolve("api.port=" + bad).port(Setting.API_PORT))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("api.port")
          .hasMessageContaining(bad);
    }
  }

  @Test
  void theSampleFileListsEverySettingWithItsDefault() throws IOException {
    Properties sample = new Properties();
    try (var reader = Files.newBufferedReader(Path.of("../drover.properties"))) {
      sample.load(reader);
    }

    assertThat(sample.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values()).map(Setting::key).toList());
    for (Setting setting : Setting.values()) {
      assertThat(sample.getProperty(setting.key())).as(setting.key()).isEqualTo(setting.standard());
    }
  }

  private static Settings resolve(String assignment) {
    return Settings.resolve(Optional.empty(), Map.of(), List.of(assignment));
  }
}

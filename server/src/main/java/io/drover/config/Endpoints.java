package io.drover.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The ports that a running server listens on, as it tells them in its data folder. A door that is
/// not open is null.
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Endpoints(
    Door api,
    @Nullable Door mqtts,
    @Nullable Door mqtt,
    @Nullable Door wss,
    @Nullable Door ws,
    @Nullable Door data,
    @Nullable Door s3,
    @Nullable Door s3s,
    @Nullable Door metrics) {

  /// One listening socket.
  public record Door(int port) {
    public static @Nullable Door of(OptionalInt port) {
      return port.isPresent() ? new Door(port.getAsInt()) : null;
    }
  }

  /// Appears under its name only when it is complete.
  public void write(Path file) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, JsonMapper.shared().writeValueAsString(this) + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty when no server runs on the folder.
  public static Optional<Endpoints> read(Path file) {
    try {
      return Optional.of(JsonMapper.shared().readValue(Files.readString(file), Endpoints.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

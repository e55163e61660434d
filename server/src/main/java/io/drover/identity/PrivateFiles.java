package io.drover.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A folder of files that nobody but their owner may read. A file is there whole or not at all,
/// also after a crash.
final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  PrivateFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      Files.setPosixFilePermissions(folder, FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Optional<String> read(String name) {
    try {
      Path file = path(name);
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.US_ASCII))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.US_ASCII));
  }

  void write(String name, byte[] bytes) {
    Path written = path(name + ".new");
    try {
      Files.deleteIfExists(written); // left by a crash
      Files.createFile(written, PosixFilePermissions.asFileAttribute(FILE));
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(written, path(name), StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

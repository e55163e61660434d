package io.drover.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The folder that holds all state of one server, and where in it each kind of state lies.
public record DataFolder(Path path) {

  /// Makes the folder, readable by its owner alone, if it is missing.
  public void create() {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new ConfigException("--data: cannot make the folder " + path + ": " + e.getMessage());
    }
  }

  /// Takes the folder for this process until it ends; refused while another server has it.
  public FileLock lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      channel.close();
    } catch (IOException e) {
      throw new ConfigException("--data: cannot lock the folder " + path + ": " + e.getMessage());
    } catch (OverlappingFileLockException e) {
      // told below
    }
    throw new ConfigException(
        "--data: another server runs on the folder "
            + path
            + "; stop it, or choose another folder");
  }

  /// The ports in use while the server runs.
  public Path endpoints() {
    return path.resolve("endpoints.json");
  }

  /// The fleet index, which can be deleted while the server is stopped.
  public Path index() {
    return path.resolve("index");
  }

  /// Which of the servers that share a store this folder's is: a text that no other folder has,
  /// made when it is first asked for.
  public String node() {
    Path file = path.resolve("node");
    try {
      if (Files.notExists(file)) {
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException("--data: cannot keep " + file + ": " + e.getMessage());
    }
  }

  Path credentials() {
    return path.resolve("credentials.properties");
  }

  Path database() {
    return path.resolve("drover.db");
  }

  Path identity() {
    return path.resolve("identity");
  }

  Path objects() {
    return path.resolve("objects");
  }
}

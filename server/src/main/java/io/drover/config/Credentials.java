package io.drover.config;

import io.drover.signature.AccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The access key that operators sign requests with. Made at the first start unless the settings
/// give one, and then kept in a file that only its owner can read.
final class Credentials {
  private static final String ID = "access-key-id";
  private static final String SECRET = "secret-access-key";

  private Credentials() {}

  static AccessKey of(Settings settings, Path file) {
    Optional<String> id = settings.optional(Setting.ACCESS_KEY_ID);
    Optional<String> secret = settings.optional(Setting.SECRET_ACCESS_KEY);
    if (id.isPresent() != secret.isPresent()) {
      Setting missing = id.isPresent() ? Setting.SECRET_ACCESS_KEY : Setting.ACCESS_KEY_ID;
      throw new ConfigException(
          missing.key() + ": must be given, because the other half of the access key is");
    }
    return id.map(given -> new AccessKey(given, secret.orElseThrow())).orElseGet(() -> kept(file));
  }

  private static AccessKey kept(Path file) {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return generate(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AccessKey read(Path file) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    String id = properties.getProperty(ID);
    String secret = properties.getProperty(SECRET);
    if (id == null || secret == null) {
      throw new ConfigException(
          file + ": must hold " + ID + " and " + SECRET + "; remove it to have new ones made");
    }
    return new AccessKey(id, secret);
  }

  private static AccessKey generate(Path file) {
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[30];
    random.nextBytes(bytes);
    String secret = Base64.getEncoder().encodeToString(bytes);
    StringBuilder id = new StringBuilder("DROVER");
    random
        .ints(14, 0, 32)
        .forEach(digit -> id.append(Integer.toString(digit, 32).toUpperCase(Locale.ROOT)));
    AccessKey made = new AccessKey(id.toString(), secret);
    write(made, file);
    return made;
  }

  private static void write(AccessKey key, Path file) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      try (var channel =
          Files.newByteChannel(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        String text = ID + "=" + key.id() + "\n" + SECRET + "=" + key.secret() + "\n";
        channel.write(
            java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      }
      Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

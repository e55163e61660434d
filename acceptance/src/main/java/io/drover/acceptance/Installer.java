package io.drover.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What a device does with a job document of the article's form: it downloads each file over HTTPS
/// into its working folder, and puts the previous one back when it cannot use the new one.
public final class Installer {
  private final Path folder;
  private final long room;
  private final HttpClient http;

  /// @param room the size in bytes of the largest file that this device has room for
  public Installer(Path folder, long room, Path caFile) {
    this.folder = folder;
    this.room = room;
    this.http = HttpClient.newBuilder().sslContext(trusting(caFile)).build();
  }

  static SSLContext trusting(Path caFile) {
    try (var in = Files.newInputStream(caFile)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Installs all files of the document.
  ///
  /// @throws InstallException when a file cannot be used; what was installed before is in place
  ///   then
  public void install(Map<String, Object> document) throws InstallException {
    if (!"install".equals(document.get("operation"))) {
      throw new InstallException("unknown operation " + document.get("operation"));
    }
    for (Object entry : (List<?>) document.getOrDefault("files", List.of())) {
      Map<?, ?> file = (Map<?, ?>) entry;
      if (!(file.get("fileSource") instanceof Map<?, ?> source)) {
        throw new InstallException("a file without a source");
      }
      install(String.valueOf(file.get("fileName")), URI.create(String.valueOf(source.get("url"))));
    }
  }

  private void install(String name, URI url) throws InstallException {
    Path target = folder.resolve(name);
    Path previous = folder.resolve(name + ".old");
    try {
      Files.createDirectories(folder);
      if (Files.exists(target)) {
        Files.move(target, previous, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      HttpResponse<Path> response =
          http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofFile(target));
      if (response.statusCode() != 200) {
        throw new InstallException("ERR_DOWNLOAD_FAILED: HTTP " + response.statusCode());
      }
      if (Files.size(target) > room) {
        throw new InstallException(
            "no room for " + Files.size(target) + " bytes, previous version kept");
      }
    } catch (IOException e) {
      rollBack(target, previous);
      throw new InstallException("ERR_DOWNLOAD_FAILED: " + e);
    } catch (InstallException e) {
      rollBack(target, previous);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InstallException("interrupted");
    }
  }

  private static void rollBack(Path target, Path previous) {
    try {
      Files.deleteIfExists(target);
      if (Files.exists(previous)) {
        Files.move(previous, target);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot roll back " + target, e);
    }
  }

  public Path folder() {
    return folder;
  }

  /// The update could not be installed.
  public static final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    InstallException(String message) {
      super(message);
    }
  }
}

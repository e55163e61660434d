package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Which servers are believed to be who they say.
final class Trust {
  private Trust() {}

  /// For plain HTTP one that trusts nobody, which spares the reading of all certificates that Java
  /// comes with.
  static SSLContext of(Target target) {
    try {
      boolean plain = "http".equals(target.endpoint().getScheme());
      Optional<Path> file = plain ? Optional.empty() : target.caFile();
      if (!plain && file.isEmpty()) {
        return SSLContext.getDefault();
      }
      return trusting(file.orElse(null));
    } catch (IOException | GeneralSecurityException e) {
      throw new ClientException(
          Kind.INCOMPLETE,
          "cannot read the trusted certificates in "
              + target.caFile().orElseThrow()
              + ": set AWS_CA_BUNDLE to the server's ca.pem ("
              + e.getMessage()
              + ")");
    }
  }

  private static SSLContext trusting(@Nullable Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    if (file != null) {
      addAll(store, file);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void addAll(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + store.size(), each);
      }
    }
  }
}

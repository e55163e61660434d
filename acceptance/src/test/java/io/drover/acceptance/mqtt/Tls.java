package io.drover.acceptance.mqtt;

import io.drover.acceptance.DeviceKey;
import io.drover.acceptance.Operator.DeviceIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// What a Java library needs for mutual TLS.
record Tls(KeyManagerFactory keys, TrustManagerFactory trusted) {
  private static final char[] PASSWORD = "unused".toCharArray();

  static Tls of(DeviceIdentity identity, Path caFile) throws GeneralSecurityException, IOException {
    KeyStore own = store();
    own.setKeyEntry(
        "device",
        DeviceKey.privateKey(identity.privateKeyPem()),
        PASSWORD,
        new Certificate[] {DeviceKey.certificate(identity.certificatePem())});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    KeyStore authorities = store();
    authorities.setCertificateEntry("server", DeviceKey.certificate(caFile));
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(authorities);
    return new Tls(keys, trusted);
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  SSLSocketFactory sockets() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}

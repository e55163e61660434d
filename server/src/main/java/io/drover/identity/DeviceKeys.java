package io.drover.identity;

import io.drover.rejection.Rejection.Throttled;
import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/// Makes the keys of devices that leave it to the server. Finding primes keeps a processor busy, so
/// that no more are made at once than there are processors; who waits longer than [#LONGEST_WAIT]
/// is refused.
final class DeviceKeys {
  private static final int BITS = 2_048;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Semaphore PROCESSORS =
      new Semaphore(Runtime.getRuntime().availableProcessors());

  private DeviceKeys() {}

  static KeyPair generate() {
    try {
      if (!PROCESSORS.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Throttled("Too many keys are being made now; try again later.").toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The server is stopping.").toException();
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } finally {
      PROCESSORS.release();
    }
  }

  static String publicPem(PublicKey key) {
    return Pem.of("PUBLIC KEY", key.getEncoded());
  }

  /// In the form of PKCS #1, which the oldest device libraries read as well.
  static String privatePem(KeyPair keys) {
    try {
      byte[] key =
          PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
              .parsePrivateKey()
              .toASN1Primitive()
              .getEncoded();
      return Pem.of("RSA PRIVATE KEY", key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

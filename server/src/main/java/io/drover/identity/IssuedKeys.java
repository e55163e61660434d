package io.drover.identity;

/// A new certificate with the keys that were made for it, in PEM. The private key is kept nowhere:
/// it is gone when this is.
public record IssuedKeys(Certificate certificate, String publicKey, String privateKey) {

  /// Does not show the private key.
  @Override
  public String toString() {
    return "IssuedKeys[" + certificate.id() + "]";
  }
}

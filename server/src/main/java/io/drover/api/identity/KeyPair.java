package io.drover.api.identity;

/// Keys in PEM, under the contract's capitalised names.
@SuppressWarnings("MemberName")
public record KeyPair(String PublicKey, String PrivateKey) {

  /// Does not show the private key.
  @Override
  public String toString() {
    return "KeyPair[]";
  }
}

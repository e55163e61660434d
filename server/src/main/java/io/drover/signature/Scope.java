package io.drover.signature;

import io.drover.signature.SignatureException.Reason;

/// What a signature is good for: a day, a region (any), a service. `text` is its spelling in the
/// string that is signed.
record Scope(String accessKeyId, String date, String region, String signingName, String text) {
  private static final String TERMINATOR = "aws4_request";

  /// Reads a credential: `KEY/20300101/eu-west-1/iot/aws4_request`.
  static Scope parse(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5) {
      throw new SignatureException(
          Reason.INCOMPLETE,
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
              + Shown.text(credential)
              + "'");
    }
    if (!parts[4].equals(TERMINATOR)) {
      throw new SignatureException(
          Reason.INVALID,
          "Credential should be scoped with a valid terminator: '"
              + TERMINATOR
              + "', not '"
              + Shown.text(parts[4])
              + "'.");
    }
    return new Scope(
        parts[0], parts[1], parts[2], parts[3], credential.substring(parts[0].length() + 1));
  }
}

package io.drover.arn;

import java.util.Optional;

/// Makes and reads the ARNs of this server's one account and region.
public record Arns(String region, String account) {

  /// `arn:aws:iot:REGION:ACCOUNT:KIND/ID`; the kind is the contract's word, such as `thing` or
  /// `thinggroup`.
  public String of(String kind, String id) {
    return "arn:aws:iot:" + region + ":" + account + ":" + kind + "/" + id;
  }

  /// The id in an ARN of this kind, whichever region it names; empty when it is malformed, of
  /// another kind or of another account.
  public Optional<String> id(String kind, String arn) {
    String[] parts = arn.split(":", 6);
    String prefix = kind + "/";
    boolean ours =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[1].startsWith("aws")
            && parts[2].equals("iot")
            && parts[4].equals(account)
            && parts[5].startsWith(prefix)
            && parts[5].length() > prefix.length();
    return ours ? Optional.of(parts[5].substring(prefix.length())) : Optional.empty();
  }
}

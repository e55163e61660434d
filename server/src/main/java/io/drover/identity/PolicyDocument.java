package io.drover.identity;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.MalformedPolicy;
import java.util.List;

/// A policy in the policy language, read once and then asked many times.
final class PolicyDocument {
  private static final int MOST_CHARACTERS = 2_048;

  /// Stands for a stored document that this server cannot read, as one of a later version may be:
  /// it denies everything, since what it meant to deny is not known.
  private static final PolicyDocument UNREADABLE =
      parse(
          """
          {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
          """);

  private final List<PolicyStatement> statements;

  PolicyDocument(List<PolicyStatement> statements) {
    this.statements = List.copyOf(statements);
  }

  List<PolicyStatement> statements() {
    return statements;
  }

  /// Refuses ([MalformedPolicy]) text that is not a policy.
  static PolicyDocument parse(String text) {
    return new PolicyReader().read(text);
  }

  /// A document that was accepted once.
  static PolicyDocument ofStored(String text) {
    try {
      return parse(text);
    } catch (RejectedException _) {
      return UNREADABLE;
    }
  }

  /// Refuses text that is not a policy or has more than 2,048 characters besides white space.
  static void check(String text) {
    long characters = text.chars().filter(c -> !Character.isWhitespace(c)).count();
    if (characters > MOST_CHARACTERS) {
      throw new MalformedPolicy(
              "The policy document has "
                  + characters
                  + " characters besides white space; at most "
                  + MOST_CHARACTERS
                  + " are allowed.")
          .toException();
    }
    parse(text);
  }
}

package io.drover.protocol;

/// The rules for the names in topics, told in the contract's words.
public final class Names {
  private static final int LONGEST_THING = 128;
  private static final int LONGEST_JOB_ID = 64;

  private Names() {}

  /// Refuses with [InvalidMemberException] what cannot be a thing's name.
  public static void checkThing(String name) {
    if (!Texts.isName(name, LONGEST_THING, true)) {
      throw InvalidMemberException.of(
          name,
          "thingName",
          "Member must have length between 1 and 128 and satisfy regular expression pattern:"
              + " [a-zA-Z0-9:_-]+");
    }
  }

  /// Refuses with [InvalidMemberException] what cannot be a job's id.
  public static void checkJobId(String id) {
    if (!Texts.isName(id, LONGEST_JOB_ID, false)) {
      throw InvalidMemberException.of(
          id,
          "jobId",
          "Member must have length between 1 and 64 and satisfy regular expression pattern:"
              + " [a-zA-Z0-9_-]+");
    }
  }
}

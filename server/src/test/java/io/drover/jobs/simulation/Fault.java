package io.drover.jobs.simulation;

/// What goes wrong with one write.
///
/// @param statement the number of the statement at which it does, from 1; a write with fewer of
///   them goes well, unless it is [#AT_COMMIT] or [#AFTER_COMMIT]
record Fault(Kind kind, int statement) {
  static final int AT_COMMIT = Integer.MAX_VALUE;
  static final int AFTER_COMMIT = Integer.MAX_VALUE - 1;
  static final Fault NONE = new Fault(Kind.NONE, 0);

  enum Kind {
    NONE,
    KILL,
    FAILURE
  }

  static Fault next(Dice dice) {
    if (!dice.chance(0.04)) {
      return NONE;
    }
    Kind kind = dice.chance(0.5) ? Kind.KILL : Kind.FAILURE;
    return switch (dice.between(0, 3)) {
      case 0 -> new Fault(kind, AT_COMMIT);
      case 1 -> new Fault(Kind.KILL, AFTER_COMMIT);
      default -> new Fault(kind, dice.between(1, 8));
    };
  }

  boolean strikesAt(int count) {
    return kind != Kind.NONE && statement == count;
  }
}

package io.drover.jobs.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// All that is left to chance, from one seed.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// From and to are both possible.
  int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  <T> T pick(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }
}

package io.drover.fleetindex.aggregation;

import io.drover.rejection.Rejection.InvalidAggregation;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/// All numbers of a field in the documents found, at most 4,194,304: 32 MiB.
final class NumberList implements DoubleConsumer {
  private static final int MOST = 1 << 22;

  private final String field;
  private double[] numbers = new double[1_024];
  private int size;

  private NumberList(String field) {
    this.field = field;
  }

  /// The numbers from the least to the largest.
  static double[] sorted(Matches matches, Values.Numeric values) throws IOException {
    NumberList list = new NumberList(values.name());
    matches.numbers(values, list);
    Arrays.sort(list.numbers, 0, list.size);
    return Arrays.copyOf(list.numbers, list.size);
  }

  @Override
  public void accept(double number) {
    if (size == MOST) {
      throw new InvalidAggregation(
              "The field " + field + " has more than " + MOST + " values in what the query finds.")
          .toException();
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }
}

package io.drover.fleetindex.aggregation;

/// Where in Lucene the values of an aggregated field lie, and of which kind they are.
public sealed interface Values {

  /// The name that users know the field by.
  String name();

  record Texts(String name, String docValues) implements Values {}

  sealed interface Numeric extends Values {
    String docValues();

    /// A value as buckets name it.
    String text(double value);
  }

  record Numbers(String name, String docValues) implements Numeric {
    private static final double LARGEST_EXACT = 1L << 53;

    /// Whole numbers without a point.
    @Override
    public String text(double value) {
      boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT;
      return whole ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /// Booleans, of which true counts as 1 and false as 0.
  record Flags(String name, String docValues) implements Numeric {
    @Override
    public String text(double value) {
      return Boolean.toString(value != 0);
    }
  }
}

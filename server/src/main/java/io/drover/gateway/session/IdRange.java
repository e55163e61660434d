package io.drover.gateway.session;

/// The ids that one server gives to sessions and groups, and the positions that it gives to
/// messages: so many that none gives out all of its own.
///
/// @param after the number before the first
/// @param upTo the last
record IdRange(long after, long upTo) {
  private static final int BITS = 48;

  /// @param number of the server, from 0
  static IdRange ofServer(long number) {
    return new IdRange(number << BITS, ((number + 1) << BITS) - 1);
  }
}

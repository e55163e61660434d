package io.drover.gateway.broker.topic;

/// How filters match topics: `+` stands for one level, a final `#` for at least one, or for none
/// too; neither, as the first level, for one that starts with `$`. (In MQTT `a/#` matches `a`; in
/// AWS's broker it does not.)
public final class TopicFilter {
  private static final String SHARED = "$share/";

  private TopicFilter() {}

  public static boolean hasWildcard(String filter) {
    return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
  }

  /// @param parents whether a final `#` also stands for no level
  public static boolean matches(String filter, String topic, boolean parents) {
    if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
      return false;
    }
    int f = 0;
    int t = 0;
    while (true) {
      int filterEnd = levelEnd(filter, f);
      int topicEnd = levelEnd(topic, t);
      if (isLevel('#', filter, f, filterEnd)) {
        return true;
      }
      if (!isLevel('+', filter, f, filterEnd)
          && !(filterEnd - f == topicEnd - t && filter.regionMatches(f, topic, t, topicEnd - t))) {
        return false;
      }
      if (topicEnd == topic.length()) {
        return filterEnd == filter.length() || (parents && filter.startsWith("/#", filterEnd));
      }
      if (filterEnd == filter.length()) {
        return false;
      }
      f = filterEnd + 1;
      t = topicEnd + 1;
    }
  }

  /// What all topics that a filter with wildcards matches begin with: its levels before the first
  /// wildcard.
  public static String literal(String filter) {
    int wildcard = 0;
    while (filter.charAt(wildcard) != '+' && filter.charAt(wildcard) != '#') {
      wildcard++;
    }
    return filter.substring(0, Math.max(0, wildcard - 1));
  }

  /// Whether it is `$share/{group}/{filter}`, or tries to be.
  public static boolean isShared(String filter) {
    return filter.startsWith(SHARED);
  }

  /// The filter behind the group of a shared one; empty when there is none.
  public static String ofShared(String shared) {
    int slash = shared.indexOf('/', SHARED.length());
    return slash < 0 ? "" : shared.substring(slash + 1);
  }

  /// The group of a shared filter.
  public static String groupOf(String shared) {
    return shared.substring(SHARED.length(), levelEnd(shared, SHARED.length()));
  }

  /// Where the level that starts at `from` ends: at the next slash, or with the topic.
  static int levelEnd(String topic, int from) {
    int slash = topic.indexOf('/', from);
    return slash < 0 ? topic.length() : slash;
  }

  private static boolean isLevel(char wildcard, String filter, int from, int end) {
    return end - from == 1 && filter.charAt(from) == wildcard;
  }
}

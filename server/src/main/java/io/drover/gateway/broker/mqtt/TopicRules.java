package io.drover.gateway.broker.mqtt;

import io.drover.gateway.broker.topic.TopicFilter;
import java.nio.charset.StandardCharsets;

/// Which topics may be published to and which filters may be subscribed to. That both are UTF-8
/// without NUL has been checked by the packet decoder.
///
/// @param bytes longest topic or filter, in UTF-8
/// @param slashes most levels, less one
public record TopicRules(int bytes, int slashes) {
  private static final int LONGEST_GROUP = 128;
  private static final String RULES_PREFIX = "$aws/rules/";

  /// Closes the connection unless `topic` may be published to. The prefix `$aws/rules/{rule}/` does
  /// not count.
  void requireName(String topic) {
    if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw violation(ReasonCode.TOPIC_NAME_INVALID, "is a filter, not a topic", topic);
    }
    requireSize(topic, countedFrom(topic), ReasonCode.TOPIC_NAME_INVALID);
  }

  /// Closes the connection unless `filter` may be subscribed to. The prefix `$share/{group}/` does
  /// not count.
  public void requireFilter(String filter) {
    if (TopicFilter.isShared(filter)) {
      String group = TopicFilter.groupOf(filter);
      if (group.isEmpty() || group.length() > LONGEST_GROUP || TopicFilter.hasWildcard(group)) {
        throw violation(ReasonCode.TOPIC_FILTER_INVALID, "names no group", filter);
      }
      requirePlainFilter(TopicFilter.ofShared(filter));
    } else {
      requirePlainFilter(filter);
    }
  }

  private void requirePlainFilter(String filter) {
    requireSize(filter, 0, ReasonCode.TOPIC_FILTER_INVALID);
    int last = filter.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = filter.charAt(i);
      boolean alone =
          (i == 0 || filter.charAt(i - 1) == '/') && (i == last || filter.charAt(i + 1) == '/');
      if ((c == '+' && !alone) || (c == '#' && !(alone && i == last))) {
        throw violation(ReasonCode.TOPIC_FILTER_INVALID, "has a misplaced wildcard", filter);
      }
    }
  }

  private void requireSize(String topic, int from, ReasonCode code) {
    if (from >= topic.length()) {
      throw violation(code, "is empty", topic);
    }
    String counted = from == 0 ? topic : topic.substring(from);
    // No need to count the bytes of what is short even if every character takes three.
    if (counted.length() > bytes / 3 && counted.getBytes(StandardCharsets.UTF_8).length > bytes) {
      throw violation(code, "is longer than " + bytes + " bytes", topic);
    }
    if (counted.chars().filter(c -> c == '/').count() > slashes) {
      throw violation(code, "has more than " + slashes + " slashes", topic);
    }
  }

  private static int countedFrom(String topic) {
    return topic.startsWith(RULES_PREFIX) ? topic.indexOf('/', RULES_PREFIX.length()) + 1 : 0;
  }

  private static ProtocolViolation violation(ReasonCode code, String fault, String topic) {
    return new ProtocolViolation(code, "'" + Printable.of(topic) + "' " + fault);
  }
}

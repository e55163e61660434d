package io.drover.wire;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.ArrayList;
import java.util.List;

/// A decoded name and value of a query; the value of a name alone is empty.
public record QueryParameter(String name, String value) {
  private static final int MOST = 256;

  /// Takes a raw query apart, keeping order and repetitions. A plus sign stands for a space.
  public static List<QueryParameter> parse(String query) {
    if (query.isEmpty()) {
      return List.of();
    }
    List<QueryParameter> parameters = new ArrayList<>();
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      if (end > start) {
        parameters.add(one(query.substring(start, end)));
      }
      start = end + 1;
    }
    if (parameters.size() > MOST) {
      throw new InvalidRequest("The query has more than " + MOST + " parameters.").toException();
    }
    return parameters;
  }

  private static QueryParameter one(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0
        ? new QueryParameter(decode(pair), "")
        : new QueryParameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
  }

  private static String decode(String text) {
    return Percent.decode(text.replace('+', ' '));
  }
}

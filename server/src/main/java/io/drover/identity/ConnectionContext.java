package io.drover.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What policies can know of a connection: its client id, the thing it speaks for when it is
/// attached to one of that name, the groups of that thing with all their ancestors, and what its
/// certificate says, by the names of policy variables in lower case.
public record ConnectionContext(
    @Nullable String clientId,
    @Nullable String thingName,
    List<String> groups,
    Map<String, String> certificate)
    implements PolicyVariables {

  /// Requests that come without a connection know nothing of it.
  public static final ConnectionContext NONE =
      new ConnectionContext(null, null, List.of(), Map.of());

  private static final int LONGEST_VALUE = 1_024;
  private static final String SPECIAL = "*$+?#";

  public ConnectionContext {
    groups = List.copyOf(groups);
    certificate = Map.copyOf(certificate);
  }

  /// A value that is too long, or that would mean more than itself in a topic filter, is as good as
  /// none.
  @Override
  public @Nullable String value(String name) {
    String value =
        switch (name) {
          case "iot:clientid" -> clientId;
          case "iot:connection.thing.thingname" -> thingName;
          case "iot:connection.thing.isattached" ->
              clientId == null ? null : Boolean.toString(thingName != null);
          default -> certificate.get(name);
        };
    return value == null || value.length() > LONGEST_VALUE || isSpecial(value) ? null : value;
  }

  private static boolean isSpecial(String value) {
    return value.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }
}

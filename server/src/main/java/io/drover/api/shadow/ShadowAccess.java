package io.drover.api.shadow;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.shadow.ShadowId;

/// Who may do what with a shadow: the classic one is the resource `thing/T`, a named one
/// `thing/T/NAME`.
public record ShadowAccess(Arns arns) {

  void require(Caller caller, String operation, ShadowId id) {
    String thing = id.thing().value();
    caller.require(
        "iot:" + operation, arns.of("thing", id.isClassic() ? thing : thing + "/" + id.name()));
  }

  /// AWS names two resources in two places; it suffices that one is allowed.
  void requireList(Caller caller, String thing) {
    String action = "iot:ListNamedShadowsForThing";
    if (!caller.permissions().allows(action, arns.of("thing", thing))) {
      caller.require(action, "*");
    }
  }
}

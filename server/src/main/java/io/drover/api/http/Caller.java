package io.drover.api.http;

import io.drover.identity.Permissions;
import io.drover.rejection.Rejection.Forbidden;

/// Who makes a request: the holder of the server's access key, or a device by its certificate.
public record Caller(String principalId, Permissions permissions) {

  /// Refuses the request unless a policy allows `action` on `resource` (an ARN).
  public void require(String action, String resource) {
    if (!permissions.allows(action, resource)) {
      throw new Forbidden(principalId + " may not " + action + " on " + resource).toException();
    }
  }
}

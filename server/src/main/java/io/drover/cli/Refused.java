package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import tools.jackson.databind.JsonNode;

/// Turns an error of the API into what an operator can do about it.
final class Refused {
  private Refused() {}

  static ClientException of(
      String operation, Target target, int status, String name, JsonNode body) {
    String said = Cells.clean(body.path("message").asString(""));
    if (status == 404) {
      return new ClientException(Kind.NOT_FOUND, said + "; ./drover jobs list shows what there is");
    }
    if (status == 403 || status == 401) {
      return new ClientException(Kind.REFUSED, forbidden(operation, target, name, said));
    }
    boolean passing = status >= 500 || status == 429 || name.equals("ThrottlingException");
    return new ClientException(
        passing ? Kind.NO_ANSWER : Kind.REFUSED,
        operation + ": " + Cells.clean(name) + " (HTTP " + status + "): " + said);
  }

  private static String forbidden(String operation, Target target, String name, String said) {
    if (name.equals("AccessDeniedException")) {
      return "the access key " + target.keyId() + " may not iot:" + operation + ": " + said;
    }
    if (said.startsWith("Signature expired") || said.startsWith("Signature not yet current")) {
      return "the clocks of this machine and of the server differ: " + said;
    }
    return target.endpoint()
        + " does not accept the access key "
        + target.keyId()
        + "; take the server's own: eval \"$(./drover env --data DIR)\", or pass --data DIR ("
        + said
        + ")";
  }
}

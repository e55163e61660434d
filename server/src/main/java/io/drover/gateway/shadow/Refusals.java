package io.drover.gateway.shadow;

import io.drover.protocol.ShadowMessage.Rejected;
import io.drover.rejection.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a [Rejection] is spelt to whoever asked for something of a shadow.
final class Refusals {
  private static final int NOT_FOUND = 404;

  private Refusals() {}

  /// That there is no shadow is told without the time.
  static Rejected spell(Rejection rejection, @Nullable String clientToken, Instant now) {
    int code = code(rejection);
    return new Rejected(
        code,
        rejection.message(),
        code == NOT_FOUND ? null : (Long) now.getEpochSecond(),
        clientToken);
  }

  static int code(Rejection rejection) {
    return switch (rejection) {
      case Rejection.ResourceNotFound _ -> NOT_FOUND;
      case Rejection.VersionConflict _ -> 409;
      case Rejection.DocumentTooLarge _ -> 413;
      case Rejection.UnsupportedEncoding _ -> 415;
      case Rejection.Forbidden _ -> 403;
      case Rejection.Throttled _ -> 429;
      case Rejection.Unavailable _ -> 503;
      case Rejection.InvalidRequest _, Rejection.InvalidJson _ -> 400;
      // The rest belong to operations that shadows do not have.
      case Rejection.InvalidTopic _,
          Rejection.ResourceAlreadyExists _,
          Rejection.VersionMismatch _,
          Rejection.InvalidStateTransition _,
          Rejection.TerminalState _,
          Rejection.DeleteConflict _,
          Rejection.CertificateState _,
          Rejection.CertificateInvalid _,
          Rejection.MalformedPolicy _,
          Rejection.VersionsLimitExceeded _,
          Rejection.LimitExceeded _,
          Rejection.InvalidQuery _,
          Rejection.InvalidAggregation _,
          Rejection.IndexNotReady _ ->
          400;
    };
  }
}

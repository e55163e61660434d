package io.drover.gateway.jobs;

import io.drover.protocol.ExecutionState;
import io.drover.protocol.JobsMessage.Rejected;
import io.drover.protocol.RejectedCode;
import io.drover.rejection.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a [Rejection] is spelt to a device that asked about jobs.
final class Refusals {
  private Refusals() {}

  static Rejected spell(Rejection rejection, @Nullable String clientToken, Instant now) {
    return new Rejected(
        code(rejection), rejection.message(), now.getEpochSecond(), clientToken, state(rejection));
  }

  static RejectedCode code(Rejection rejection) {
    return switch (rejection) {
      case Rejection.InvalidTopic _ -> RejectedCode.INVALID_TOPIC;
      case Rejection.InvalidJson _ -> RejectedCode.INVALID_JSON;
      case Rejection.InvalidStateTransition _ -> RejectedCode.INVALID_STATE_TRANSITION;
      case Rejection.VersionMismatch _ -> RejectedCode.VERSION_MISMATCH;
      case Rejection.ResourceNotFound _ -> RejectedCode.RESOURCE_NOT_FOUND;
      case Rejection.TerminalState _ -> RejectedCode.TERMINAL_STATE_REACHED;
      // Devices try again after these two, and after no other.
      case Rejection.Throttled _ -> RejectedCode.REQUEST_THROTTLED;
      case Rejection.Unavailable _ -> RejectedCode.INTERNAL_ERROR;
      // The rest belong to operations that devices have no topic for.
      case Rejection.InvalidRequest _,
          Rejection.ResourceAlreadyExists _,
          Rejection.VersionConflict _,
          Rejection.DeleteConflict _,
          Rejection.CertificateState _,
          Rejection.CertificateInvalid _,
          Rejection.MalformedPolicy _,
          Rejection.VersionsLimitExceeded _,
          Rejection.LimitExceeded _,
          Rejection.InvalidQuery _,
          Rejection.InvalidAggregation _,
          Rejection.IndexNotReady _,
          Rejection.DocumentTooLarge _,
          Rejection.UnsupportedEncoding _,
          Rejection.Forbidden _ ->
          RejectedCode.INVALID_REQUEST;
    };
  }

  private static @Nullable ExecutionState state(Rejection rejection) {
    if (rejection instanceof Rejection.VersionMismatch mismatch) {
      return mismatch.current();
    }
    return rejection instanceof Rejection.InvalidStateTransition transition
        ? transition.current()
        : null;
  }
}

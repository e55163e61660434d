package io.drover.api.http;

import io.drover.api.http.contract.Codec;
import io.drover.api.http.contract.ContractOperation;
import io.drover.api.http.contract.Service;
import io.drover.protocol.ExecutionState;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.CertificateInvalid;
import io.drover.rejection.Rejection.CertificateState;
import io.drover.rejection.Rejection.DeleteConflict;
import io.drover.rejection.Rejection.DocumentTooLarge;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.InvalidAggregation;
import io.drover.rejection.Rejection.InvalidJson;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.InvalidTopic;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.MalformedPolicy;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.TerminalState;
import io.drover.rejection.Rejection.Throttled;
import io.drover.rejection.Rejection.Unavailable;
import io.drover.rejection.Rejection.UnsupportedEncoding;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.rejection.Rejection.VersionMismatch;
import io.drover.rejection.Rejection.VersionsLimitExceeded;
import io.drover.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Spells a [Rejection] as the error that clients of the operation's service expect: a name, a
/// status, a message.
final class ErrorRenderer {
  private final Codec codec;

  ErrorRenderer(Codec codec) {
    this.codec = codec;
  }

  /// An error as it is told to the client.
  private record Spelling(String name, int status, Map<String, Object> extra) {
    Spelling(String name, int status) {
      this(name, status, Map.of());
    }
  }

  Reply render(Rejection rejection, ContractOperation operation) {
    return render(rejection, operation.service(), operation.errors());
  }

  private Reply render(Rejection rejection, Service service, List<String> known) {
    Spelling spelling = spell(rejection, service, known);
    return render(spelling.name(), spelling.status(), rejection.message(), spelling.extra());
  }

  Reply render(String name, int status, String message) {
    return render(name, status, message, Map.of());
  }

  /// A refusal before it is known which operation was asked for.
  Reply render(Rejection rejection) {
    return render(rejection, Service.IOT, List.of());
  }

  Reply internal(Service service) {
    String name =
        service == Service.IOT_JOBS_DATA ? "InternalServerException" : "InternalFailureException";
    return render(name, 500, "An internal error has occurred.");
  }

  Reply tooLarge(Plane plane) {
    return render(
        "RequestEntityTooLargeException",
        413,
        "The request's body must not have more than " + plane.mostBodyBytes() + " bytes.");
  }

  private Reply render(String name, int status, String message, Map<String, Object> extra) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.putAll(extra);
    return new Reply(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", name),
        codec.plain(body));
  }

  private static Spelling spell(Rejection rejection, Service service, List<String> known) {
    return switch (rejection) {
      case InvalidRequest _, InvalidJson _, InvalidTopic _ -> invalidRequest(known);
      case ResourceNotFound _ -> new Spelling("ResourceNotFoundException", 404);
      case ResourceAlreadyExists existing -> alreadyExists(existing, known);
      case VersionConflict _ ->
          service == Service.IOT
              ? new Spelling("VersionConflictException", 409)
              : new Spelling("ConflictException", 409);
      case VersionMismatch mismatch -> versionMismatch(mismatch, service);
      case InvalidStateTransition invalid ->
          new Spelling("InvalidStateTransitionException", 409, state(invalid.current()));
      case TerminalState _ -> new Spelling("TerminalStateException", 410);
      case DeleteConflict _ -> new Spelling("DeleteConflictException", 409);
      case CertificateState _ -> new Spelling("CertificateStateException", 406);
      case CertificateInvalid _ -> new Spelling("CertificateValidationException", 400);
      case DocumentTooLarge _ -> new Spelling("RequestEntityTooLargeException", 413);
      case UnsupportedEncoding _ -> new Spelling("UnsupportedDocumentEncodingException", 415);
      case MalformedPolicy _ -> new Spelling("MalformedPolicyException", 400);
      case VersionsLimitExceeded _ -> new Spelling("VersionsLimitExceededException", 409);
      case LimitExceeded _ -> limitExceeded(known);
      case InvalidQuery _ -> new Spelling("InvalidQueryException", 400);
      case InvalidAggregation _ -> new Spelling("InvalidAggregationException", 400);
      case IndexNotReady _ -> new Spelling("IndexNotReadyException", 400);
      case Forbidden _ -> forbidden(service);
      case Throttled _ -> new Spelling("ThrottlingException", service == Service.IOT ? 400 : 429);
      case Unavailable _ -> new Spelling("ServiceUnavailableException", 503);
    };
  }

  /// Newer operations know it by another name.
  private static Spelling invalidRequest(List<String> known) {
    boolean newer =
        known.contains("ValidationException") && !known.contains("InvalidRequestException");
    return new Spelling(newer ? "ValidationException" : "InvalidRequestException", 400);
  }

  private static Spelling limitExceeded(List<String> known) {
    boolean newer =
        known.contains("ServiceQuotaExceededException")
            && !known.contains("LimitExceededException");
    return newer
        ? new Spelling("ServiceQuotaExceededException", 402)
        : new Spelling("LimitExceededException", 410);
  }

  private static Spelling alreadyExists(ResourceAlreadyExists existing, List<String> known) {
    Map<String, Object> extra = new LinkedHashMap<>();
    if (existing.resourceId() != null) {
      extra.put("resourceId", existing.resourceId());
    }
    boolean newer =
        known.contains("ConflictException") && !known.contains("ResourceAlreadyExistsException");
    if (newer) {
      return new Spelling("ConflictException", 409, extra);
    }
    if (existing.resourceArn() != null) {
      extra.put("resourceArn", existing.resourceArn());
    }
    return new Spelling("ResourceAlreadyExistsException", 409, extra);
  }

  /// The devices' jobs service has no error for versions; the nearest one carries what is true now.
  private static Spelling versionMismatch(VersionMismatch mismatch, Service service) {
    return switch (service) {
      case IOT -> new Spelling("VersionConflictException", 409);
      case IOT_DATA -> new Spelling("ConflictException", 409);
      case IOT_JOBS_DATA ->
          new Spelling("InvalidStateTransitionException", 409, state(mismatch.current()));
    };
  }

  private static Spelling forbidden(Service service) {
    return service == Service.IOT
        ? new Spelling("AccessDeniedException", 403)
        : new Spelling("ForbiddenException", 403);
  }

  private static Map<String, Object> state(@Nullable ExecutionState current) {
    if (current == null) {
      return Map.of();
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("status", current.status());
    if (!current.statusDetails().isEmpty()) {
      state.put("statusDetails", current.statusDetails());
    }
    state.put("versionNumber", current.versionNumber());
    return Map.of("executionState", state);
  }
}

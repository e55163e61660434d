package io.drover.rejection;

import io.drover.protocol.ExecutionState;
import org.jspecify.annotations.Nullable;

/// A refusal that a caller can see. The features speak these; each door spells them in its own
/// words, in one exhaustive switch, so that a new refusal does not compile until every door answers
/// it.
public sealed interface Rejection {

  /// What went wrong and, where it is not plain, what to do about it. Shown to the caller as it
  /// stands.
  String message();

  /// This refusal as something to throw; doors catch [RejectedException] and nothing else.
  default RejectedException toException() {
    return new RejectedException(this);
  }

  /// A member is missing or malformed, or the request asks for something that this server does not
  /// do.
  record InvalidRequest(String message) implements Rejection {}

  /// The payload of a device's request is not a JSON object in UTF-8.
  record InvalidJson(String message) implements Rejection {}

  /// The topic is under a reserved prefix and stands for no request.
  record InvalidTopic(String message) implements Rejection {}

  record ResourceNotFound(String message) implements Rejection {}

  record ResourceAlreadyExists(
      String message, @Nullable String resourceId, @Nullable String resourceArn)
      implements Rejection {}

  /// The caller expected another version of a registry resource.
  record VersionConflict(String message) implements Rejection {}

  /// The caller expected another version of a job execution; `current` is what it is now.
  record VersionMismatch(String message, ExecutionState current) implements Rejection {}

  /// The job or job execution cannot go from its state to the one asked for; `current` is given for
  /// an execution.
  record InvalidStateTransition(String message, @Nullable ExecutionState current)
      implements Rejection {}

  /// A device asked for an execution that has ended.
  record TerminalState(String message) implements Rejection {}

  /// The resource is in use and cannot be deleted.
  record DeleteConflict(String message) implements Rejection {}

  /// The certificate's status does not allow it.
  record CertificateState(String message) implements Rejection {}

  /// The certificate, or a request for one, is malformed or not signed by whom it should be.
  record CertificateInvalid(String message) implements Rejection {}

  /// The document, or the message that carries it, is larger than what is kept.
  record DocumentTooLarge(String message) implements Rejection {}

  /// The document is not in UTF-8.
  record UnsupportedEncoding(String message) implements Rejection {}

  record MalformedPolicy(String message) implements Rejection {}

  record VersionsLimitExceeded(String message) implements Rejection {}

  record LimitExceeded(String message) implements Rejection {}

  /// No policy allows it, or one denies it.
  record Forbidden(String message) implements Rejection {}

  /// The query cannot be read, or asks for what is not indexed.
  record InvalidQuery(String message) implements Rejection {}

  /// The field cannot be aggregated.
  record InvalidAggregation(String message) implements Rejection {}

  /// The index is being built, or does not hold what is asked for.
  record IndexNotReady(String message) implements Rejection {}

  record Throttled(String message) implements Rejection {}

  /// The server cannot take the request now; the same request may succeed later.
  record Unavailable(String message) implements Rejection {}
}

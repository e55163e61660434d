package io.drover.protocol;

/// Why a device's request was refused, in the one word that its answer carries.
public enum RejectedCode {
  INVALID_TOPIC("InvalidTopic"),
  INVALID_JSON("InvalidJson"),
  INVALID_REQUEST("InvalidRequest"),
  INVALID_STATE_TRANSITION("InvalidStateTransition"),
  VERSION_MISMATCH("VersionMismatch"),
  RESOURCE_NOT_FOUND("ResourceNotFound"),
  TERMINAL_STATE_REACHED("TerminalStateReached"),
  REQUEST_THROTTLED("RequestThrottled"),
  INTERNAL_ERROR("InternalError");

  private final String wireName;

  RejectedCode(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}

package io.drover.artifacts;

/// What requests to the object storage are signed with. Never shows its secret in a log.
public record AccessKey(String id, String secret) {

  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}

package io.drover.signature;

/// What requests are signed with, to this server or to the object storage. The secret never shows
/// in logs.
public record AccessKey(String id, String secret) {
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}

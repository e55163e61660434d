package io.drover.api.http.signature;

/// A key that requests are signed with. The secret never shows in logs.
public record AccessKey(String id, String secret) {
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}

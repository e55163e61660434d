package io.drover.identity;

/// What one caller may do, by the policies attached to it at the moment of asking: a change of
/// policy shows in the next answer. Cheap enough to ask for every message.
public interface Permissions {

  /// Permissions of someone whom no policy restrains: the operator with the server's own access
  /// key.
  Permissions ALL = (_, _) -> true;

  /// Whether `action` (such as `iot:Publish`) on `resource` (an ARN) is allowed and not denied.
  boolean allows(String action, String resource);
}

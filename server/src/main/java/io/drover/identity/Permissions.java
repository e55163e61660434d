package io.drover.identity;

/// What one caller may do, by the policies attached to it at the moment of asking: a change of
/// policy shows in the next answer. Cheap enough to ask for every message.
public interface Permissions {

  /// Permissions of someone whom no policy restrains: the operator with the server's own access
  /// key.
  Permissions ALL = (_, _) -> true;

  /// Whether `action` (such as `iot:Publish`) on `resource` (an ARN) is allowed and not denied. The
  /// first question after a change reads the store.
  boolean allows(String action, String resource);

  /// The same by what was read last, for those who must not wait for the store: while it is not
  /// [#areCurrent], they have somebody else [#refresh] before they ask.
  default Permissions asRead() {
    return this;
  }

  /// Whether nothing has changed since they were read. Never waits.
  default boolean areCurrent() {
    return true;
  }

  /// Reads them again if something has changed. Fails when the store does: what is allowed is not
  /// known then.
  default void refresh() {}
}

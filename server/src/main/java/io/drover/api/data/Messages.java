package io.drover.api.data;

/// Where messages go that are published over HTTP.
public interface Messages {

  /// Delivers at the lower of `qos` (0 or 1) and what each subscriber was granted.
  void publish(PublishedMessage message, int qos);
}

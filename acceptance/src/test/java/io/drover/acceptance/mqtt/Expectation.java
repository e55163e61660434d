package io.drover.acceptance.mqtt;

/// Something that users of a client library rely on.
interface Expectation {
  void holds(Stage stage) throws Exception;
}

package io.drover.api.data;

/// The requests on reserved topics that are also taken when they come without a connection.
public interface ReservedRequests {

  /// Whether this topic is one of those requests.
  boolean handles(String topic);

  /// Does what the request asks. There is nobody to answer: the answer, or refusal, is dropped.
  void process(String topic, byte[] payload);
}

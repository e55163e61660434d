package io.drover.gateway.broker.mqtt;

/// What clients may do in a second; 0 means any number.
///
/// @param connects CONNECTs of all clients together; one more is refused
/// @param connectsOfClient CONNECTs with one client id, of clients that may have it; one more is
///   refused
/// @param publishes of a connection; one more is dropped, and never acknowledged
/// @param bytes of all packets of a connection; its socket is not read while more have come
/// @param retained publishes of all clients that ask for a message to be retained; one more is
///   refused where there is an answer for that, and dropped elsewhere
/// @param retainedOfTopic the same of one topic
public record Rates(
    int connects,
    int connectsOfClient,
    int publishes,
    int bytes,
    int retained,
    int retainedOfTopic) {
  public static final Rates ANY = new Rates(0, 0, 0, 0, 0, 0);
}

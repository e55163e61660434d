package io.drover.gateway.broker;

/// What is published for a client when its connection ends without its DISCONNECT.
record Will(Message message, int qos, boolean retain) {

  boolean isAllowedBy(Rights rights) {
    String topic = message.topic();
    return rights.mayPublish(topic) && (!retain || rights.mayRetain(topic));
  }
}

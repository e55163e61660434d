package io.drover.events;

/// The kinds of events, as the contract names them.
public enum EventType {
  THING,
  THING_GROUP,
  THING_TYPE,
  THING_GROUP_MEMBERSHIP,
  THING_GROUP_HIERARCHY,
  THING_TYPE_ASSOCIATION,
  JOB,
  JOB_EXECUTION,
  POLICY,
  CERTIFICATE,
  CA_CERTIFICATE
}

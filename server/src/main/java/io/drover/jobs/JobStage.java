package io.drover.jobs;

/// The points of a job's life that are told as events. A cancellation and a deletion have two: when
/// they are accepted, and when the last execution has followed.
public enum JobStage {
  COMPLETED,
  CANCELLATION_IN_PROGRESS,
  CANCELED,
  DELETION_IN_PROGRESS,
  DELETED
}

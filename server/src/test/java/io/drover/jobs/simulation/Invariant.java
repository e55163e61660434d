package io.drover.jobs.simulation;

/// What must hold whatever happens. Each is checked after every commit, at every quiet point (when
/// nothing is left to do at the time that it is), or at the end, when all devices have finished.
enum Invariant {
  /// After every commit: what a job says of its executions is what their rows say, each thing
  /// counting by its latest.
  COUNTERS_EQUAL_ROWS,
  /// After every commit: a job goes from status to status as AWS has it.
  JOB_STATUS_IS_LEGAL,
  /// After every commit: an execution goes from status to status as AWS has it, its version rising
  /// by one each time, and never changes once it has ended.
  EXECUTION_STATUS_IS_LEGAL,
  /// After every commit: at most one execution of a job is pending on a thing.
  ONE_PENDING_EXECUTION,
  /// After every commit: an execution is there because the job was rolled out to the thing, the
  /// thing joined, or the one before it was to be tried again.
  NO_THING_TWICE,
  /// After every commit: a SNAPSHOT reaches those who were there when it started, a CONTINUOUS job
  /// those who are there.
  NOBODY_ELSE,
  /// After every commit: jobs that have ended, or whose end has come, queue nothing.
  ENDED_JOBS_QUEUE_NOTHING,
  /// After every commit: in no minute by the servers' clocks a rollout queues more than its rate.
  RATE_IS_KEPT,
  /// After every commit: what fails is tried again exactly as often as the job says.
  RETRIES_AS_ASKED,
  /// After every commit: an execution runs no longer than its timers, and times out no sooner.
  TIMERS_ARE_KEPT,
  /// After every commit: an execution goes only if it, or its job, is deleted.
  NOTHING_VANISHES,
  /// After every update that was acknowledged: the execution is as the device was told, until
  /// someone else changes it.
  NO_ACKNOWLEDGED_UPDATE_LOST,
  /// After every refusal: it was right.
  REFUSALS_ARE_RIGHT,
  /// When a job completes: every thing that it was for has its execution, and none is pending.
  NONE_FORGOTTEN,
  /// At any time: a device sees its queue in its order, without what closed windows hide.
  QUEUE_IS_IN_ORDER,
  /// At quiet points: windows are as the schedules say.
  WINDOWS_ARE_AS_SCHEDULED,
  /// At quiet points: jobs that meet a criterion are aborted; those that are canceled, ended or
  /// deleted have no work left.
  BACKGROUND_WORK_IS_DONE,
  /// At quiet points: of what is deleted nothing is left.
  NOTHING_HALF_DELETED,
  /// At quiet points: whoever listened to all news knows what is first in each queue.
  DEVICES_KNOW_THEIR_HEADS,
  /// At the end: every job has ended that can.
  EVERY_JOB_ENDS,
  /// At any time: nothing fails but what was made to fail.
  NO_SURPRISE
}

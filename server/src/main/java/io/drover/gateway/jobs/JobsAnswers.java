package io.drover.gateway.jobs;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionUpdate;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.PendingExecutions;
import io.drover.jobs.UpdatedExecution;
import io.drover.protocol.InvalidMemberException;
import io.drover.protocol.JobsMessage;
import io.drover.protocol.JobsMessage.Described;
import io.drover.protocol.JobsMessage.PendingJobs;
import io.drover.protocol.JobsMessage.Updated;
import io.drover.protocol.JobsRequest.Get;
import io.drover.protocol.JobsRequest.StartNext;
import io.drover.protocol.JobsRequest.Update;
import io.drover.protocol.Names;
import io.drover.protocol.RequestPayload;
import io.drover.protocol.ReservedTopic;
import io.drover.protocol.ReservedTopic.JobExecutionGet;
import io.drover.protocol.ReservedTopic.JobExecutionUpdate;
import io.drover.protocol.ReservedTopic.JobsGet;
import io.drover.protocol.ReservedTopic.JobsNotify;
import io.drover.protocol.ReservedTopic.JobsNotifyNext;
import io.drover.protocol.ReservedTopic.JobsStartNext;
import io.drover.protocol.ReservedTopic.UnknownJobsTopic;
import io.drover.rejection.Rejection.InvalidTopic;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each request about jobs is answered when it is granted. Refusals come as exceptions.
record JobsAnswers(JobExecutions executions) {

  JobsMessage answer(ReservedTopic request, RequestPayload asked, Instant now) {
    return switch (request) {
      case JobsGet(String thing) -> pending(named(thing), asked, now);
      case JobsStartNext(String thing) -> started(named(thing), asked, now);
      case JobExecutionGet get -> described(get, asked, now);
      case JobExecutionUpdate(String thing, String jobId) ->
          updated(named(thing), jobId, asked, now);
      case JobsNotify _, JobsNotifyNext _, UnknownJobsTopic _ ->
          throw new InvalidTopic("No request about jobs goes to " + request.topic() + ".")
              .toException();
    };
  }

  private static String named(String thing) {
    Names.checkThing(thing);
    return thing;
  }

  private PendingJobs pending(String thing, RequestPayload asked, Instant now) {
    PendingExecutions pending = executions.pending(thing);
    return new PendingJobs(
        asked.clientToken(),
        now.getEpochSecond(),
        Payloads.summaries(pending.inProgress()),
        Payloads.summaries(pending.queued()));
  }

  private Described started(String thing, RequestPayload asked, Instant now) {
    StartNext start = StartNext.from(asked);
    return described(
        asked,
        executions.startNext(thing, start.statusDetails(), start.stepTimeoutInMinutes(), now),
        now);
  }

  private Described described(JobExecutionGet request, RequestPayload asked, Instant now) {
    String thing = named(request.thing());
    Get get = Get.from(asked);
    if (request.isNext()) {
      return described(asked, executions.describeNext(thing, get.includeJobDocument(), now), now);
    }
    Names.checkJobId(request.jobId());
    DescribedExecution execution =
        executions.describe(
            thing, request.jobId(), get.executionNumber(), get.includeJobDocument(), now);
    return described(asked, Optional.of(execution), now);
  }

  private static Described described(
      RequestPayload asked, Optional<DescribedExecution> execution, Instant now) {
    return new Described(
        asked.clientToken(), now.getEpochSecond(), execution.map(Payloads::execution).orElse(null));
  }

  private Updated updated(String thing, String jobId, RequestPayload asked, Instant now) {
    Names.checkJobId(jobId);
    Update update = Update.from(asked);
    UpdatedExecution updated =
        executions.update(
            thing,
            jobId,
            new ExecutionUpdate(
                status(update.status()),
                update.statusDetails(),
                update.expectedVersion(),
                update.executionNumber(),
                update.includeJobDocument(),
                update.stepTimeoutInMinutes()),
            now);
    return new Updated(
        asked.clientToken(),
        now.getEpochSecond(),
        update.includeJobExecutionState() ? updated.state() : null,
        document(update, updated));
  }

  private static @Nullable String document(Update update, UpdatedExecution updated) {
    return update.includeJobDocument() ? updated.jobDocument() : null;
  }

  private static JobExecutionStatus status(String name) {
    try {
      return JobExecutionStatus.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw InvalidMemberException.of(
          name,
          "status",
          "Member must satisfy enum value set: " + Arrays.toString(JobExecutionStatus.values()));
    }
  }
}

package io.drover.protocol;

import io.drover.protocol.RequestPayload.Member;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a device asks about its jobs, each member of the type that it must have. Which values of
/// them make sense together is for the one who answers.
public sealed interface JobsRequest {

  /// Members of a request to start the first of the queue.
  record StartNext(@Nullable Map<String, String> statusDetails, @Nullable Long stepTimeoutInMinutes)
      implements JobsRequest {
    public static StartNext from(RequestPayload payload) {
      return new StartNext(payload.statusDetails(), payload.number(Member.STEP_TIMEOUT));
    }
  }

  /// Members of a request for one execution.
  record Get(@Nullable Long executionNumber, boolean includeJobDocument) implements JobsRequest {
    public static Get from(RequestPayload payload) {
      return new Get(
          payload.number(Member.EXECUTION_NUMBER), payload.flag(Member.INCLUDE_JOB_DOCUMENT, true));
    }
  }

  /// Members of a report. The status is any text: what statuses there are is not known here.
  record Update(
      String status,
      @Nullable Map<String, String> statusDetails,
      @Nullable Long expectedVersion,
      @Nullable Long executionNumber,
      boolean includeJobExecutionState,
      boolean includeJobDocument,
      @Nullable Long stepTimeoutInMinutes)
      implements JobsRequest {
    public static Update from(RequestPayload payload) {
      String status = payload.text(Member.STATUS);
      if (status == null) {
        throw InvalidMemberException.missing(Member.STATUS.wireName);
      }
      return new Update(
          status,
          payload.statusDetails(),
          payload.number(Member.EXPECTED_VERSION),
          payload.number(Member.EXECUTION_NUMBER),
          payload.flag(Member.INCLUDE_JOB_EXECUTION_STATE, false),
          payload.flag(Member.INCLUDE_JOB_DOCUMENT, false),
          payload.number(Member.STEP_TIMEOUT));
    }
  }
}

package io.drover.gateway.jobs;

import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.RequestHandler;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.jobs.JobExecutions;
import io.drover.protocol.InvalidMemberException;
import io.drover.protocol.JobsMessage;
import io.drover.protocol.JobsMessage.Rejected;
import io.drover.protocol.MalformedPayloadException;
import io.drover.protocol.RejectedCode;
import io.drover.protocol.RequestPayload;
import io.drover.protocol.ReservedTopic;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidJson;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what devices publish under `$aws/things/{thing}/jobs/`: each message there gets exactly
/// one answer, beside it, on `.../accepted` or `.../rejected`. Whether the device may publish there
/// has been decided before, by its policy on the topic; nothing binds it to a thing of its own.
public final class JobsRequests implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(JobsRequests.class);

  private final JobsAnswers answers;
  private final InstantSource clock;

  public JobsRequests(JobExecutions executions, InstantSource clock) {
    this.answers = new JobsAnswers(executions);
    this.clock = clock;
  }

  @Override
  public boolean handles(String topic) {
    return ReservedTopic.isJobsTopic(topic);
  }

  @Override
  public List<Message> answer(Client client, String topic, byte[] payload) {
    return List.of(answer(topic, payload));
  }

  /// Does what a request asks that came without a connection; the answer is dropped.
  public void process(String topic, byte[] payload) {
    answer(topic, payload);
  }

  private Message answer(String topic, byte[] payload) {
    ReservedTopic request =
        ReservedTopic.parse(topic)
            .orElseThrow(() -> new IllegalArgumentException(topic + " is not about jobs"));
    JobsMessage answer = answer(request, payload, clock.instant());
    return new Message(
        answer instanceof Rejected ? ReservedTopic.rejected(topic) : ReservedTopic.accepted(topic),
        answer.json());
  }

  private JobsMessage answer(ReservedTopic request, byte[] payload, Instant now) {
    RequestPayload asked;
    try {
      asked = RequestPayload.parse(payload);
    } catch (MalformedPayloadException e) {
      return Refusals.spell(new InvalidJson(e.problem()), null, now);
    }
    String token = asked.clientToken();
    try {
      asked.checkClientToken();
      return answers.answer(request, asked, now);
    } catch (InvalidMemberException e) {
      return Refusals.spell(new InvalidRequest(e.problem()), token, now);
    } catch (RejectedException e) {
      return Refusals.spell(e.rejection(), token, now);
    } catch (RuntimeException e) {
      log.error("answering a request on {} failed", request.topic(), e);
      return internalError(token, now);
    }
  }

  private static Rejected internalError(@Nullable String token, Instant now) {
    return new Rejected(
        RejectedCode.INTERNAL_ERROR,
        "The server failed to answer; try again.",
        now.getEpochSecond(),
        token,
        null);
  }
}

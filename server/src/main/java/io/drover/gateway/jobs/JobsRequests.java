package io.drover.gateway.jobs;

import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.RequestHandler;
import io.drover.jobs.JobExecutions;
import io.drover.protocol.InvalidMemberException;
import io.drover.protocol.JobsMessage;
import io.drover.protocol.JobsMessage.Rejected;
import io.drover.protocol.MalformedPayloadException;
import io.drover.protocol.RejectedCode;
import io.drover.protocol.RequestPayload;
import io.drover.protocol.ReservedTopic;
import io.drover.protocol.ReservedTopic.JobExecutionUpdate;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidJson;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what devices publish under `$aws/things/{thing}/jobs/`: each message there gets exactly
/// one answer, beside it, on `.../accepted` or `.../rejected`. Whether the device may publish there
/// has been decided before, by its policy on the topic; nothing binds it to a thing of its own.
public final class JobsRequests implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(JobsRequests.class);

  private final JobsAnswers answers;
  private final AnswersFirst order;
  private final InstantSource clock;

  /// `order` is shared with the [JobsNotifier].
  public JobsRequests(JobExecutions executions, AnswersFirst order, InstantSource clock) {
    this.answers = new JobsAnswers(executions);
    this.order = order;
    this.clock = clock;
  }

  @Override
  public boolean handles(String topic) {
    return ReservedTopic.isJobsTopic(topic);
  }

  @Override
  public List<Message> answer(Client client, String topic, byte[] payload) {
    List<Message> messages = new ArrayList<>(1);
    answer(client, topic, payload, messages::add);
    return messages;
  }

  @Override
  public void answer(Client client, String topic, byte[] payload, Consumer<Message> reply) {
    ReservedTopic request = parse(topic);
    Runnable answer = () -> reply.accept(message(request, payload));
    // Only a report changes what is pending.
    if (request instanceof JobExecutionUpdate(String thing, _)) {
      order.answer(thing, answer);
    } else {
      answer.run();
    }
  }

  /// Does what a request asks that came without a connection; the answer is dropped.
  public void process(String topic, byte[] payload) {
    message(parse(topic), payload);
  }

  private static ReservedTopic parse(String topic) {
    return ReservedTopic.parse(topic)
        .orElseThrow(() -> new IllegalArgumentException(topic + " is not about jobs"));
  }

  private Message message(ReservedTopic request, byte[] payload) {
    JobsMessage answer = answer(request, payload, clock.instant());
    String topic =
        answer instanceof Rejected
            ? ReservedTopic.rejected(request.topic())
            : ReservedTopic.accepted(request.topic());
    return new Message(topic, answer.json());
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

package io.drover.api.data;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.messaging.Publisher;
import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// Publishes a message as a device would: to whoever has subscribed, or, on a reserved topic, as
/// the request that it stands for. Nothing is retained, though `retain` needs its permission.
public record Publish(Publisher publisher, ReservedRequests reserved, Arns arns)
    implements Operation<Publish.Request, Operation.Nothing> {
  private static final int MOST_BYTES = 128 * 1_024;
  private static final byte[] EMPTY = {};

  public record Request(
      String topic, @Nullable Integer qos, @Nullable Boolean retain, byte @Nullable [] payload) {
    private byte[] body() {
      return payload == null ? EMPTY : payload;
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    TopicName topic = new TopicName(request.topic());
    requirePermission(request, caller);
    if (request.body().length > MOST_BYTES) {
      throw new InvalidRequest("A message has at most " + MOST_BYTES + " bytes.").toException();
    }
    if (topic.isReserved()) {
      process(request);
    } else {
      publisher.publish(request.topic(), request.body(), request.qos() == null ? 0 : request.qos());
    }
    return Nothing.NOTHING;
  }

  private void requirePermission(Request request, Caller caller) {
    String resource = arns.of("topic", request.topic());
    caller.require("iot:Publish", resource);
    if (Boolean.TRUE.equals(request.retain())) {
      caller.require("iot:RetainPublish", resource);
    }
  }

  private void process(Request request) {
    if (!reserved.handles(request.topic())) {
      throw new InvalidRequest(
              "Topics that begin with '$' are reserved, and no request goes to "
                  + request.topic()
                  + ".")
          .toException();
    }
    reserved.process(request.topic(), request.body());
  }
}

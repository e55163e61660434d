package io.drover.api.data;

import io.drover.api.data.Retained.RetainedMessage;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.rejection.Rejection.ResourceNotFound;
import org.jspecify.annotations.Nullable;

/// Shows the message that is retained of a topic.
public record GetRetainedMessage(Retained retained, Arns arns)
    implements Operation<GetRetainedMessage.Request, GetRetainedMessage.Response> {

  public record Request(String topic) {}

  /// The time is in milliseconds since 1970; user properties are a JSON array in UTF-8.
  public record Response(
      String topic,
      byte[] payload,
      int qos,
      long lastModifiedTime,
      byte @Nullable [] userProperties) {

    static Response of(RetainedMessage found) {
      PublishedMessage message = found.message();
      return new Response(
          message.topic(),
          message.payload(),
          found.qos(),
          found.modifiedAt().toEpochMilli(),
          message.userProperties().isEmpty()
              ? null
              : UserProperties.json(message.userProperties()));
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:GetRetainedMessage", arns.of("topic", request.topic()));
    return retained
        .find(request.topic())
        .map(Response::of)
        .orElseThrow(
            () ->
                new ResourceNotFound("No message is retained of " + request.topic() + ".")
                    .toException());
  }
}

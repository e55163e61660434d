package io.drover.api.data;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.rejection.Rejection.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Publishes a message as a device would: to whoever has subscribed, or, on a reserved topic, as
/// the request that it stands for, which carries no properties.
public record Publish(Messages messages, ReservedRequests reserved, Arns arns, InstantSource clock)
    implements Operation<Publish.Request, Operation.Nothing> {
  private static final int MOST_BYTES = 128 * 1_024;
  private static final int LONGEST_CONTENT_TYPE = 256;
  private static final long LONGEST_EXPIRY = Duration.ofDays(7).toSeconds();
  private static final byte[] EMPTY = {};

  public record Request(
      String topic,
      @Nullable Integer qos,
      @Nullable Boolean retain,
      byte @Nullable [] payload,
      @Nullable String userProperties,
      @Nullable String payloadFormatIndicator,
      @Nullable String contentType,
      @Nullable String responseTopic,
      @Nullable String correlationData,
      @Nullable Long messageExpiry) {
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
    PublishedMessage message = message(request, clock.instant());
    if (topic.isReserved()) {
      process(request);
    } else {
      messages.publish(message, request.qos() == null ? 0 : request.qos());
    }
    return Nothing.NOTHING;
  }

  private static PublishedMessage message(Request request, Instant now) {
    String format = request.payloadFormatIndicator();
    return new PublishedMessage(
        request.topic(),
        request.body(),
        Boolean.TRUE.equals(request.retain()),
        format == null ? null : format.equals("UTF8_DATA"),
        contentType(request.contentType()),
        request.responseTopic() == null ? null : new TopicName(request.responseTopic()).value(),
        correlationData(request.correlationData()),
        UserProperties.parse(request.userProperties()),
        request.messageExpiry() == null ? null : now.plus(expiry(request.messageExpiry())));
  }

  private static @Nullable String contentType(@Nullable String given) {
    if (given != null && given.getBytes(StandardCharsets.UTF_8).length > LONGEST_CONTENT_TYPE) {
      throw new InvalidRequest(
              "A content type has at most " + LONGEST_CONTENT_TYPE + " bytes of UTF-8.")
          .toException();
    }
    return given;
  }

  private static byte @Nullable [] correlationData(@Nullable String base64) {
    try {
      return base64 == null ? null : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest("The correlation data is not in base64.").toException();
    }
  }

  /// What lies beyond the bounds is taken for the bound, as from clients of MQTT 5.
  private static Duration expiry(long seconds) {
    if (seconds < 0) {
      throw new InvalidRequest("A message cannot expire before it is published.").toException();
    }
    return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_EXPIRY));
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

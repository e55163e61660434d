package io.drover.api.data;

import io.drover.api.data.Retained.RetainedTopic;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the topics of which messages are retained.
public record ListRetainedMessages(Retained retained)
    implements Operation<ListRetainedMessages.Request, ListRetainedMessages.Response> {

  public record Request(@Nullable String nextToken, @Nullable Integer maxResults) {}

  public record Response(List<Summary> retainedTopics, @Nullable String nextToken) {}

  /// The time is in milliseconds since 1970.
  public record Summary(String topic, long payloadSize, int qos, long lastModifiedTime) {
    private static Summary of(RetainedTopic found) {
      return new Summary(
          found.topic(), found.payloadSize(), found.qos(), found.modifiedAt().toEpochMilli());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListRetainedMessages", "*");
    Page<Summary> page = retained.list(request.nextToken(), request.maxResults()).map(Summary::of);
    return new Response(page.items(), page.nextToken());
  }
}

package io.drover.api.data;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Lists what a client is subscribed to, in the order of the filters.
public record ListSubscriptions(Connections connections, Arns arns)
    implements Operation<ListSubscriptions.Request, ListSubscriptions.Response> {
  private static final Listing LISTING = new Listing("subscriptions", 20, 200);

  public record Request(
      String clientId, @Nullable Integer maxResults, @Nullable String nextToken) {}

  public record Response(List<Subscription> subscriptions, @Nullable String nextToken) {}

  public record Subscription(String topicFilter, int qos) {
    private static Subscription of(Map.Entry<String, Integer> granted) {
      return new Subscription(granted.getKey(), granted.getValue());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListSubscriptions", arns.of("client", request.clientId()));
    PageRequest asked = LISTING.request(request.nextToken(), request.maxResults());
    SortedMap<String, Integer> all =
        connections
            .subscriptions(request.clientId())
            .orElseThrow(() -> ConnectionOperations.notFound(request.clientId()));
    List<Subscription> rows =
        all.tailMap(asked.after(0, "") + '\0').entrySet().stream()
            .limit(asked.rows())
            .map(Subscription::of)
            .toList();
    Page<Subscription> page =
        LISTING.page(rows, asked, subscription -> List.of(subscription.topicFilter()));
    return new Response(page.items(), page.nextToken());
  }
}

package io.drover.bench;

import io.drover.bench.SignedApi.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The operations of the fleet index.
final class SearchApi {
  static final JsonMapper JSON = new JsonMapper();

  private final SignedApi api;

  SearchApi(SignedApi api) {
    this.api = api;
  }

  /// Things with their shadows, and the fields that aggregations read.
  void configure() {
    api.send(
        "POST",
        "/indexing/config",
        """
        {"thingIndexingConfiguration":{"thingIndexingMode":"REGISTRY_AND_SHADOW","customFields":[
          {"name":"shadow.reported.stats.battery","type":"Number"},
          {"name":"shadow.reported.ver","type":"String"}]}}""");
  }

  boolean isActive() {
    return describe().contains("\"ACTIVE\"");
  }

  String describe() {
    return api.send("GET", "/indices/AWS_Things", "");
  }

  /// The body of a request to search.
  static String request(String query, @Nullable String token, int size) {
    ObjectNode request = JSON.createObjectNode();
    request.put("queryString", query);
    request.put("maxResults", size);
    if (token != null) {
      request.put("nextToken", token);
    }
    return request.toString();
  }

  String search(String request) {
    return api.send("POST", "/indices/search", request);
  }

  /// Asks what costs all that a request to search does, but for reading the query and searching: it
  /// is refused, since there is no such index.
  String searchNowhere() {
    Reply reply =
        api.call(
            "POST",
            "/indices/search",
            "{\"indexName\":\"none\",\"queryString\":\"thingName:thing-1\",\"maxResults\":100}");
    if (!reply.isNotFound()) {
      throw new IllegalStateException("searching no index: " + reply);
    }
    return reply.body();
  }

  JsonNode page(String query, @Nullable String token, int size) {
    return JSON.readTree(search(request(query, token, size)));
  }

  static @Nullable String next(JsonNode page) {
    return page.has("nextToken") && page.get("nextToken").isString()
        ? page.get("nextToken").stringValue()
        : null;
  }

  Reply aggregate(String operation, String request) {
    return api.call("POST", "/indices/" + operation, request);
  }
}

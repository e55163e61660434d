package io.drover.api.http;

import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.OutputCheck;
import io.drover.api.http.contract.Router.Found.Route;
import io.drover.api.http.contract.Service;
import io.drover.identity.Permissions;
import io.drover.rejection.RejectedException;
import io.drover.wire.QueryParameter;
import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls operations as the HTTP door does (router, binder, validator, renderer), without a socket
/// and a signature. Every good answer is held against the contract's output shape.
///
/// ```
/// ContractCall call = ContractCall.of(Service.IOT, new CreateThing(things), new DescribeThing(things));
/// assertThat(call.send("POST", "/things/a", "{}").json().path("thingName").asString()).isEqualTo("a");
/// assertThat(call.send("GET", "/things/b").error()).isEqualTo("ResourceNotFoundException");
/// ```
public final class ContractCall {
  private static final Contract CONTRACT = Contract.load();
  private static final Caller OPERATOR = new Caller("AKIATEST", Permissions.ALL);

  private final OperationCalls calls;
  private final Service service;
  private final Caller caller;
  private final Map<String, List<String>> headers;

  private ContractCall(
      OperationCalls calls, Service service, Caller caller, Map<String, List<String>> headers) {
    this.calls = calls;
    this.service = service;
    this.caller = caller;
    this.headers = headers;
  }

  /// Calls that the server's operator makes to these operations.
  public static ContractCall of(Service service, Operation<?, ?>... operations) {
    Operations registered = new Operations(CONTRACT).add(service, List.of(operations));
    return new ContractCall(new OperationCalls(registered), service, OPERATOR, Map.of());
  }

  /// The same calls by someone else.
  public ContractCall as(Caller other) {
    return new ContractCall(calls, service, other, headers);
  }

  /// The same calls with one more header; its name is in lower case.
  public ContractCall header(String name, String value) {
    Map<String, List<String>> more = new HashMap<>(headers);
    more.put(name, List.of(value));
    return new ContractCall(calls, service, caller, more);
  }

  public Answer send(String method, String uri) {
    return send(method, uri, new byte[0]);
  }

  public Answer send(String method, String uri, String body) {
    return send(method, uri, body.getBytes(StandardCharsets.UTF_8));
  }

  /// @param uri path and query, percent-encoded
  public Answer send(String method, String uri, byte[] body) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    String query = mark < 0 ? "" : uri.substring(mark + 1);
    RequestHead head = new RequestHead(method, path, QueryParameter.parse(query), headers);
    Plane plane = Plane.of(service);
    Reply reply = reply(plane, head, body);
    if (reply.status() < 300 && plane.router(CONTRACT).find(method, path) instanceof Route route) {
      OutputCheck.check(route.operation(), reply);
    }
    return new Answer(reply);
  }

  private Reply reply(Plane plane, RequestHead head, byte[] body) {
    try {
      return calls.call(plane, head, body, caller, "test");
    } catch (RejectedException e) {
      return calls.errors().render(e.rejection());
    }
  }

  /// What came back.
  public record Answer(Reply reply) {
    public int status() {
      return reply.status();
    }

    /// The error's name, empty for a good answer.
    public String error() {
      return reply.headers().getOrDefault("x-amzn-ErrorType", "");
    }

    public String message() {
      return json().path("message").stringValue("");
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(reply.body());
    }

    /// The body as it is.
    public String text() {
      return new String(reply.body(), StandardCharsets.UTF_8);
    }
  }
}

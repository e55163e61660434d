package io.drover.api.http.contract;

import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Between the wire and the records of the operations: binds and checks requests, renders answers.
public final class Codec {
  private final JsonText json = new JsonText();
  private final Binder binder = new Binder(json);
  private final Renderer renderer = new Renderer(json.mapper());

  /// The request as a record. Refused as an invalid request when the contract does not allow it.
  public <Q extends Record> Q decode(
      ContractOperation operation,
      Map<String, String> variables,
      RequestHead head,
      byte[] body,
      Class<Q> type) {
    ObjectNode input = binder.bind(operation.input(), variables, head, body);
    Validator.check(operation.input(), input);
    return json.mapper().treeToValue(input, type);
  }

  public Reply encode(ContractOperation operation, Record answer) {
    return renderer.render(operation, answer);
  }

  /// Any record or map as JSON, without what is null: for answers that the contract has no shape
  /// for.
  public byte[] plain(Object value) {
    return json.mapper().writeValueAsBytes(value);
  }
}

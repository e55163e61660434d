package io.drover.api.http;

import io.drover.api.http.contract.Codec;
import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.ContractOperation;
import io.drover.api.http.contract.Router;
import io.drover.api.http.contract.Router.Found;
import io.drover.api.http.contract.Router.Found.Route;
import io.drover.rejection.RejectedException;
import io.drover.wire.Reply;
import io.drover.wire.RequestHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a request whose caller is known to its answer: find the operation, bind and check its
/// input, call it, render what it says. A bug shows as an error that reveals nothing, and is logged
/// whole under the request's id.
final class OperationCalls {
  private static final Logger log = LoggerFactory.getLogger(OperationCalls.class);

  private final Codec codec = new Codec();
  private final ErrorRenderer errors = new ErrorRenderer(codec);
  private final Operations operations;
  private final Router control;
  private final Router data;

  OperationCalls(Operations operations) {
    this.operations = operations;
    Contract contract = operations.contract();
    this.control = Plane.CONTROL.router(contract);
    this.data = Plane.DATA.router(contract);
  }

  ErrorRenderer errors() {
    return errors;
  }

  Reply call(Plane plane, RequestHead head, byte[] body, Caller caller, String requestId) {
    Router router = plane == Plane.CONTROL ? control : data;
    return switch (router.find(head.method(), head.path())) {
      case Route route -> call(route, head, body, caller, requestId);
      case Found.OtherMethod() ->
          errors.render(
              "MethodNotAllowedException", 405, "The path does not take " + head.method() + ".");
      case Found.Nothing() ->
          errors.render(
              "UnknownOperationException",
              404,
              "No operation of this service has the path of the request.");
    };
  }

  private Reply call(Route route, RequestHead head, byte[] body, Caller caller, String requestId) {
    ContractOperation called = route.operation();
    ServedOperation<?> operation = operations.serving(called).orElse(null);
    if (operation == null) {
      return errors.render(
          "NotImplementedException", 501, "This server does not serve " + called + " yet.");
    }
    try {
      return codec.encode(called, answer(operation, route, head, body, caller));
    } catch (RejectedException e) {
      return errors.render(e.rejection(), called);
    } catch (RuntimeException e) {
      log.error("{} failed, request {}", called, requestId, e);
      return errors.internal(called.service());
    }
  }

  private <Q extends Record> Record answer(
      ServedOperation<Q> served, Route route, RequestHead head, byte[] body, Caller caller) {
    Q request = codec.decode(route.operation(), route.variables(), head, body, served.request());
    return served.operation().answer(request, caller);
  }
}

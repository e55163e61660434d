package io.drover.api.http.contract;

import io.drover.api.http.contract.Shape.Structure;
import java.util.List;

/// One operation of the contract: its name, its route and its shapes, which are read when first
/// asked for.
public final class ContractOperation {
  private final Service service;
  private final String name;
  private final String method;
  private final String uri;
  private final int status;
  private final List<String> errors;
  private final Lazy<Structure> input;
  private final Lazy<Structure> output;

  ContractOperation(
      Service service,
      String name,
      String method,
      String uri,
      int status,
      List<String> errors,
      Lazy<Structure> input,
      Lazy<Structure> output) {
    this.service = service;
    this.name = name;
    this.method = method;
    this.uri = uri;
    this.status = status;
    this.errors = errors;
    this.input = input;
    this.output = output;
  }

  public Service service() {
    return service;
  }

  public String name() {
    return name;
  }

  /// The HTTP method.
  public String method() {
    return method;
  }

  /// The path as a template: `/things/{thingName}`, where `{x+}` takes the rest of the path.
  public String uri() {
    return uri;
  }

  /// The HTTP status of a good answer.
  public int status() {
    return status;
  }

  /// The names of the errors that clients know to expect.
  public List<String> errors() {
    return errors;
  }

  Structure input() {
    return input.get();
  }

  /// Has no members when the operation answers nothing.
  Structure output() {
    return output.get();
  }

  @Override
  public String toString() {
    return service.id() + " " + name;
  }
}

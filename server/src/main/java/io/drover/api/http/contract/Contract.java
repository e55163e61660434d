package io.drover.api.http.contract;

import io.drover.api.http.contract.Shape.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every operation that clients of the three services can ask for, served or not. Reading it takes
/// the names and routes alone; shapes follow when an operation is first called.
public final class Contract {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Map<Service, Map<String, ContractOperation>> operations =
      new EnumMap<>(Service.class);

  private Contract() {
    for (Service service : Service.values()) {
      operations.put(service, read(service));
    }
  }

  /// Reads the contract that comes with the server.
  public static Contract load() {
    return new Contract();
  }

  public Optional<ContractOperation> find(Service service, String name) {
    return Optional.ofNullable(operations(service).get(name));
  }

  /// All operations of the service, by name, in the contract's order.
  public Map<String, ContractOperation> operations(Service service) {
    return operations.getOrDefault(service, Map.of());
  }

  private static Map<String, ContractOperation> read(Service service) {
    byte[] file = resource(service);
    Shapes shapes = new Shapes(new Lazy<>(() -> new ShapeSource(MAPPER, file)));
    Map<String, ContractOperation> operations = new LinkedHashMap<>();
    try (JsonParser parser = MAPPER.createParser(file)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals("operations");
        parser.nextToken();
        if (wanted) {
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            parser.nextToken();
            ContractOperation operation = operation(service, parser.readValueAsTree(), shapes);
            operations.put(operation.name(), operation);
          }
          break;
        }
        parser.skipChildren();
      }
    }
    return Collections.unmodifiableMap(operations);
  }

  private static ContractOperation operation(Service service, JsonNode text, Shapes shapes) {
    JsonNode http = text.get("http");
    List<String> errors = new ArrayList<>();
    text.path("errors").forEach(error -> errors.add(error.get("shape").stringValue()));
    return new ContractOperation(
        service,
        text.get("name").stringValue(),
        http.get("method").stringValue(),
        http.get("requestUri").stringValue(),
        http.path("responseCode").intValue(200),
        List.copyOf(errors),
        structure(text.path("input"), shapes),
        structure(text.path("output"), shapes));
  }

  private static Lazy<Structure> structure(JsonNode reference, Shapes shapes) {
    String name = reference.path("shape").stringValue("");
    return new Lazy<>(() -> name.isEmpty() ? Structure.EMPTY : shapes.structure(name));
  }

  private static byte[] resource(Service service) {
    String path = "/contract/" + service.id() + ".json";
    try (InputStream file = Contract.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is missing from the server's jar");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

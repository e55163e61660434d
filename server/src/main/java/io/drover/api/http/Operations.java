package io.drover.api.http;

import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.ContractOperation;
import io.drover.api.http.contract.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations that this server serves, by the contract's names. Filled while the server is put
/// together and only read from then on; what the contract knows and nobody added is answered 501.
public final class Operations {
  private final Contract contract;
  private final Map<ContractOperation, ServedOperation<?>> served = new HashMap<>();

  public Operations(Contract contract) {
    this.contract = contract;
  }

  /// Serves each operation under its class's simple name. The name must be one of the service's,
  /// and not be taken.
  public Operations add(Service service, Iterable<? extends Operation<?, ?>> operations) {
    for (Operation<?, ?> operation : operations) {
      String name = operation.getClass().getSimpleName();
      ContractOperation known =
          contract
              .find(service, name)
              .orElseThrow(
                  () -> new IllegalStateException(service.id() + " has no operation " + name));
      if (served.putIfAbsent(known, ServedOperation.of(operation)) != null) {
        throw new IllegalStateException(known + " is served twice");
      }
    }
    return this;
  }

  public Operations add(Service service, Operation<?, ?>... operations) {
    return add(service, List.of(operations));
  }

  Optional<ServedOperation<?>> serving(ContractOperation operation) {
    return Optional.ofNullable(served.get(operation));
  }

  Contract contract() {
    return contract;
  }

  /// Every operation of the contract, in its order.
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    for (Service service : Service.values()) {
      for (ContractOperation operation : contract.operations(service).values()) {
        entries.add(
            new Entry(
                service,
                operation.name(),
                operation.method(),
                operation.uri(),
                served.containsKey(operation)));
      }
    }
    return entries;
  }

  /// One line of the listing; the URI is a template.
  public record Entry(Service service, String name, String method, String uri, boolean served) {}
}

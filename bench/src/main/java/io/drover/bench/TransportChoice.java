package io.drover.bench;

import java.util.List;

/// How the devices of a run connect, one after the other; named as the option's values are written.
enum TransportChoice {
  tls,
  plain,
  both;

  List<Transport> each() {
    return switch (this) {
      case tls -> List.of(Transport.tls);
      case plain -> List.of(Transport.plain);
      case both -> List.of(Transport.tls, Transport.plain);
    };
  }
}

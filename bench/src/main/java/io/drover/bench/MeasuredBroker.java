package io.drover.bench;

import java.time.Duration;
import java.util.OptionalLong;

/// A broker that is measured, in a process of its own.
sealed interface MeasuredBroker extends AutoCloseable permits DroverBroker, Mosquitto {

  String name();

  ServerProcess process();

  int port(Transport transport);

  /// Processor time under load until it is as fast as it will be.
  Duration warmup();

  /// Has it free what nobody uses, where that waits to be asked for.
  void collectGarbage();

  /// Bytes of all its objects, where they can be told apart from what is free.
  OptionalLong liveBytes();

  @Override
  void close();
}

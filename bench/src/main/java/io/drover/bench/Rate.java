package io.drover.bench;

import java.util.function.LongSupplier;

/// How fast something was done, by the clock and by the processor time that the server needed.
record Rate(long count, double seconds, double serverCpuSeconds) {
  static final Rate NONE = new Rate(0, 0, 0);

  /// Of work that answers how often it did what is counted.
  static Rate of(ServerProcess server, LongSupplier work) {
    double cpu = server.cpu().toMillis();
    long began = System.nanoTime();
    long count = work.getAsLong();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Rate(count, seconds, (server.cpu().toMillis() - cpu) / 1e3);
  }

  /// Of both, one after the other.
  Rate plus(Rate other) {
    return new Rate(
        count + other.count, seconds + other.seconds, serverCpuSeconds + other.serverCpuSeconds);
  }

  double perSecond() {
    return count / seconds;
  }

  double perServerCpuSecond() {
    return count / serverCpuSeconds;
  }
}

package io.drover.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The files, connections among them, that this program may have open; what it starts has the same
/// limit.
final class OpenFiles {
  /// Those that are no measured connections, at most.
  private static final int OTHERS = 1_000;

  private OpenFiles() {}

  /// How many may be open; very many where that is not known.
  static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /// How many must be allowed for so many connections.
  static int needed(int connections) {
    return connections + OTHERS;
  }

  /// As many of these connections as are allowed.
  static int allowed(int connections) {
    return Math.clamp(limit() - OTHERS, 0, connections);
  }
}

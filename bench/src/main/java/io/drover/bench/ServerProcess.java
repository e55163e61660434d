package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the kernel counts for the server's process.
record ServerProcess(long pid) {
  private static final long TICKS_PER_SECOND = 100;
  private static final long BYTES_PER_KIB = 1_024;

  /// Processor time that all its threads have used, in user and kernel mode.
  Duration cpu() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
  }

  /// Memory that is resident now.
  long residentBytes() {
    return status("VmRSS:");
  }

  /// Resident memory that is no page of a file.
  long anonymousBytes() {
    return status("RssAnon:");
  }

  /// The most that was ever resident.
  long peakResidentBytes() {
    return status("VmHWM:");
  }

  private long status(String field) {
    return read("status")
            .lines()
            .filter(line -> line.startsWith(field))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(0)
        * BYTES_PER_KIB;
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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

  /// As [#cpu], of the threads that there are, and to the nanosecond.
  long cpuNanos() {
    return cpuNanosByThread().values().stream().mapToLong(Long::longValue).sum();
  }

  /// As [#cpuNanos], by the number and the name of each thread.
  Map<String, Long> cpuNanosByThread() {
    Map<String, Long> nanos = new HashMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder().resolve("task"))) {
      for (Path thread : threads) {
        addCpu(thread, nanos);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nanos;
  }

  private static void addCpu(Path thread, Map<String, Long> nanos) throws IOException {
    try {
      String name = thread.getFileName() + " " + Files.readString(thread.resolve("comm")).strip();
      String schedstat = Files.readString(thread.resolve("schedstat"));
      nanos.put(name, Long.parseLong(schedstat.split(" ", 2)[0]));
    } catch (NoSuchFileException _) {
      // the thread has ended
    }
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

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }

  private String read(String file) {
    try {
      return Files.readString(folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

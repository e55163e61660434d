package io.drover.bench;

import java.util.Map;
import java.util.TreeMap;

/// Processor time of a Java process by who used it.
///
/// @param all in nanoseconds
/// @param java of the threads that run Java
/// @param machine of those that compile it, collect garbage, and do the rest that the virtual
///   machine needs, by what they do
record MachineThreads(long all, long java, Map<String, Long> machine) {

  /// Between two looks at the threads, each by `id name`.
  static MachineThreads spent(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> machine = new TreeMap<>();
    long java = 0;
    for (Map.Entry<String, Long> thread : after.entrySet()) {
      long nanos = thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
      String work = work(thread.getKey().substring(thread.getKey().indexOf(' ') + 1));
      if (work.isEmpty()) {
        java += nanos;
      } else {
        machine.merge(work, nanos, Long::sum);
      }
    }
    long all = java + machine.values().stream().mapToLong(Long::longValue).sum();
    return new MachineThreads(all, java, machine);
  }

  /// Names are those of HotSpot, of which the kernel keeps 15 characters; empty for Java threads.
  private static String work(String name) {
    if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
      return "compiler (JIT)";
    } else if (name.startsWith("VM Thread") || name.startsWith("GC ") || name.startsWith("G1 ")) {
      return "garbage collection, VM thread";
    } else if (name.startsWith("JFR ")) {
      return "the recorder itself";
    }
    return "";
  }
}

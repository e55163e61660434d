package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where the server's processor time goes: samples that the flight recorder takes of Java threads
/// for every ten milliseconds of processor time, also inside native libraries; and what the kernel
/// counts for the threads of the virtual machine itself, which the recorder does not sample.
final class Profile {
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final String REST = "the rest";
  private static final int FRAMES = 10;

  private final Map<String, Long> components = new LinkedHashMap<>();
  private final Map<String, Long> frames = new HashMap<>();
  private long samples;

  private Profile() {
    for (Component component : Component.values()) {
      components.put(component.shown(), 0L);
    }
    components.put(REST, 0L);
  }

  /// @param share of all processor time, between 0 and 1
  record Share(String what, double share) {}

  /// @param samples of Java threads
  /// @param frames the methods that were found on top most often
  record Figures(double cpuSeconds, long samples, List<Share> components, List<Share> frames) {}

  /// Of what the server does during `work`; the recording is written to `file`.
  static Figures of(ServerProcess server, Path file, Runnable work) {
    FlightRecorder recorder = new FlightRecorder(server.pid());
    recorder.start(SAMPLE);
    Map<String, Long> before = server.cpuNanosByThread();
    work.run();
    Map<String, Long> after = server.cpuNanosByThread();
    recorder.stop(file);
    Profile profile = new Profile();
    profile.read(file);
    return profile.figures(MachineThreads.spent(before, after));
  }

  private void read(Path file) {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          add(event.getStackTrace().getFrames());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A sample belongs to the innermost of its callers that is part of a component.
  private void add(List<RecordedFrame> stack) {
    samples++;
    String component =
        stack.stream()
            .map(frame -> Component.of(frame.getMethod().getType().getName()))
            .flatMap(Optional::stream)
            .findFirst()
            .map(Component::shown)
            .orElse(REST);
    components.merge(component, 1L, Long::sum);
    frames.merge(method(stack.getFirst()), 1L, Long::sum);
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private Figures figures(MachineThreads threads) {
    double javaShare = threads.java() / (double) Math.max(1, threads.all());
    Map<String, Double> shares = new HashMap<>();
    components.forEach((name, count) -> shares.put(name, javaShare * share(count)));
    threads.machine().forEach((name, nanos) -> shares.put(name, nanos / (double) threads.all()));
    return new Figures(
        threads.all() / 1e9,
        samples,
        largest(shares, shares.size()),
        largest(frameShares(javaShare), FRAMES));
  }

  private Map<String, Double> frameShares(double javaShare) {
    Map<String, Double> shares = new HashMap<>();
    frames.forEach((name, count) -> shares.put(name, javaShare * share(count)));
    return shares;
  }

  private double share(long count) {
    return count / (double) Math.max(1, samples);
  }

  private static List<Share> largest(Map<String, Double> shares, int most) {
    return shares.entrySet().stream()
        .map(entry -> new Share(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Share::share).reversed())
        .limit(most)
        .toList();
  }
}

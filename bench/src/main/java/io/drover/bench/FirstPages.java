package io.drover.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What operators and devices ask of jobs that must not become slower with their size: DescribeJob,
/// and the first page of each list.
final class FirstPages {
  private static final int WARMUP = 50;
  private static final List<String> STATUSES =
      List.of(
          "QUEUED",
          "IN_PROGRESS",
          "SUCCEEDED",
          "FAILED",
          "TIMED_OUT",
          "REJECTED",
          "REMOVED",
          "CANCELED");

  private final SignedApi control;
  private final SignedApi devices;
  private final int repeats;
  private final Progress progress;

  /// @param devices the same server's data plane of jobs
  FirstPages(SignedApi control, SignedApi devices, int repeats, Progress progress) {
    this.control = control;
    this.devices = devices;
    this.repeats = repeats;
    this.progress = progress;
  }

  private record Call(String name, SignedApi api, String path) {
    long nanos() {
      long began = System.nanoTime();
      api.send("GET", path, "");
      return System.nanoTime() - began;
    }
  }

  record Times(String call, Percentiles millis) {}

  /// @param few with a thousand executions in the store
  /// @param many with those of the whole fleet
  record Compared(String call, Percentiles few, Percentiles many) {
    static final double MOST = 1.5;

    double ratio() {
      return many.p50() / few.p50();
    }

    static List<Compared> of(List<Times> few, List<Times> many) {
      List<Compared> compared = new ArrayList<>();
      for (int i = 0; i < few.size(); i++) {
        compared.add(new Compared(few.get(i).call, few.get(i).millis, many.get(i).millis));
      }
      return compared;
    }
  }

  /// Asks all in turns, so that they meet the same noise.
  List<Times> measure(String job, String thing) {
    List<Call> calls = calls(job, thing);
    ask(calls, WARMUP);
    List<Samples> samples = ask(calls, repeats);
    List<Times> times = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      times.add(new Times(calls.get(i).name, samples.get(i).millis()));
    }
    progress.done(calls.size() + " first pages measured");
    return times;
  }

  private List<Samples> ask(List<Call> calls, int times) {
    List<Samples> samples = calls.stream().map(_ -> new Samples(times)).toList();
    for (int round = 0; round < times; round++) {
      progress.show("first pages", round, times);
      for (int i = 0; i < calls.size(); i++) {
        samples.get(i).add(calls.get(i).nanos());
      }
    }
    return samples;
  }

  private List<Call> calls(String job, String thing) {
    String executions = "/jobs/" + job + "/things";
    Stream<Call> all =
        Stream.of(
            new Call("DescribeJob", control, "/jobs/" + job),
            new Call("ListJobs", control, "/jobs"),
            new Call("ListJobExecutionsForThing", control, "/things/" + thing + "/jobs"),
            new Call("GetPendingJobExecutions", devices, "/things/" + thing + "/jobs"),
            new Call("ListJobExecutionsForJob", control, executions));
    Stream<Call> filtered =
        STATUSES.stream()
            .map(status -> new Call("  " + status, control, executions + "?status=" + status));
    return Stream.concat(all, filtered).toList();
  }
}

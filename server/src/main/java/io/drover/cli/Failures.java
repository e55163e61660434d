package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The newest failures of a job, found out little by little. The API lists executions in no order
/// of time, so each list is read to its end, one page at a time, whenever its counter has moved. A
/// list over a large job makes the server read much: it is left alone for ten times as long as a
/// page took.
final class Failures {
  private static final int REST = 10;

  private final JobsApi api;
  private final String jobId;
  private final int most;
  private final InstantSource clock;
  private final Map<ExecutionStatus, Sweep> sweeps = new EnumMap<>(ExecutionStatus.class);
  private List<Failure> newest = List.of();

  Failures(JobsApi api, String jobId, int most, InstantSource clock) {
    this.api = api;
    this.jobId = jobId;
    this.most = most;
    this.clock = clock;
    ExecutionStatus.FAILURES.forEach(status -> sweeps.put(status, new Sweep(status)));
  }

  /// At most `most`, the latest first, with details.
  List<Failure> newest() {
    return newest;
  }

  /// Asks at most once for each status of a failure, and once for each failure that is new among
  /// the newest.
  void refresh(Counts counts) {
    if (most > 0) {
      sweeps.values().forEach(sweep -> sweep.advance(counts, clock.instant()));
      describe();
    }
  }

  /// As often as it takes to have read all lists, without rest in between.
  ///
  /// @param rounds how often at most
  void settle(Counts counts, int rounds) {
    for (int round = 0; round < rounds && !isSettled(counts); round++) {
      sweeps.values().forEach(Sweep::wake);
      refresh(counts);
    }
  }

  boolean isSettled(Counts counts) {
    return most == 0 || sweeps.values().stream().allMatch(sweep -> sweep.isSettled(counts));
  }

  private void describe() {
    List<Failure> known = newest;
    newest =
        sweeps.values().stream()
            .flatMap(sweep -> sweep.found().stream())
            .sorted(Failure.NEWEST)
            .limit(most)
            .map(failure -> known.stream().filter(failure::isSameAs).findAny().orElse(failure))
            .map(failure -> known.contains(failure) ? failure : described(failure))
            .toList();
  }

  private Failure described(Failure failure) {
    try {
      return failure.with(api.statusDetails(jobId, failure));
    } catch (ClientException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return failure; // deleted meanwhile, or its thing was
      }
      throw e;
    }
  }

  /// The reading of one status's list, from its beginning to its end.
  private final class Sweep {
    private final ExecutionStatus status;
    private List<Failure> before = List.of();
    private List<Failure> now = List.of();
    private Optional<String> next = Optional.empty();
    private long countAtBegin;
    private boolean reading;
    private Instant notBefore = Instant.MIN;

    Sweep(ExecutionStatus status) {
      this.status = status;
    }

    void wake() {
      notBefore = Instant.MIN;
    }

    boolean isSettled(Counts counts) {
      return !reading && countAtBegin == counts.of(status);
    }

    void advance(Counts counts, Instant began) {
      if (isSettled(counts) || began.isBefore(notBefore)) {
        return;
      }
      if (!reading) {
        begin(counts.of(status));
      }
      take(api.executions(jobId, status, next));
      Instant ended = clock.instant();
      notBefore = ended.plus(Duration.between(began, ended).multipliedBy(REST));
    }

    private void begin(long count) {
      reading = true;
      countAtBegin = count;
      next = Optional.empty();
      now = List.of();
    }

    private void take(JobsApi.Page<Failure> page) {
      List<Failure> all = new ArrayList<>(now);
      all.addAll(page.items());
      now = all.stream().sorted(Failure.NEWEST).limit(most).toList();
      next = page.next();
      if (next.isEmpty()) {
        reading = false;
        before = now;
      }
    }

    /// While the list is read again, what the last reading found still counts.
    List<Failure> found() {
      if (!reading) {
        return before;
      }
      List<Failure> all = new ArrayList<>(before);
      now.stream().filter(failure -> !before.contains(failure)).forEach(all::add);
      return all;
    }
  }
}

package io.drover.jobs;

import io.drover.background.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The jobs that a task is to look at: those that nudges have named, each once, and from time to
/// time all there are, for the sake of nudges that a crash has swallowed. There are never more
/// candidates than jobs. Any thread may name one; one task takes them.
final class JobCandidates {
  private final Set<Long> named = ConcurrentHashMap.newKeySet();
  private Interval sinceFullPass;

  JobCandidates(Duration betweenFullPasses) {
    this.sinceFullPass = Interval.passed(betweenFullPasses);
  }

  void add(long job) {
    named.add(job);
  }

  boolean isEmpty() {
    return named.isEmpty();
  }

  /// At most so many of those named, which are no longer candidates then.
  List<Long> take(int most) {
    List<Long> taken = new ArrayList<>();
    for (Iterator<Long> each = named.iterator(); each.hasNext() && taken.size() < most; ) {
      taken.add(each.next());
      each.remove();
    }
    return taken;
  }

  /// Whether it is time to look at all jobs.
  boolean isFullPassDue(Instant now) {
    return sinceFullPass.hasPassed(now);
  }

  /// All jobs have been looked at.
  void endFullPass(Instant now) {
    sinceFullPass = sinceFullPass.begin(now);
  }
}

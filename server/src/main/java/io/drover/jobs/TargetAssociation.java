package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds targets to CONTINUOUS jobs. The rollout goes on to their members at its rate; things that
/// have had an execution get no other.
public final class TargetAssociation {
  private final Database database;
  private final Changes changes;
  private final JobTargets targets;

  public TargetAssociation(Database database, Changes changes, JobTargets targets) {
    this.database = database;
    this.changes = changes;
    this.targets = targets;
  }

  /// Answers the job's description. Targets that the job has already need nothing. Refused unless
  /// the job is CONTINUOUS and IN_PROGRESS, and if it had more than 100 targets afterwards.
  ///
  /// @param comment replaces the job's, if there is one
  public @Nullable String associate(
      String jobId,
      Optional<String> namespaceId,
      List<String> added,
      @Nullable String comment,
      Instant now) {
    return database.<@Nullable String>write(
        transaction -> {
          JobStore.Keyed keyed = Jobs.require(transaction, jobId);
          Jobs.requireNamespace(keyed.job(), namespaceId);
          requireGoingOn(keyed.entry());
          add(transaction, keyed, added);
          JobStore.reach(transaction, keyed.key(), comment, now);
          changes.record(transaction, new PhaseEntered(JobPhase.ROLLING_OUT));
          return keyed.job().description();
        });
  }

  /// A job whose end has come is in progress still, but goes on no more.
  private static void requireGoingOn(JobEntry entry) {
    JobSummary summary = entry.summary();
    JobPhase phase = entry.phase();
    if (summary.targetSelection() != TargetSelection.CONTINUOUS
        || !(phase == JobPhase.ROLLING_OUT || phase == JobPhase.FOLLOWING)) {
      throw new InvalidRequest(
              "Targets can be added to CONTINUOUS jobs until they end; job %s is %s and %s."
                  .formatted(summary.jobId(), summary.targetSelection(), summary.status()))
          .toException();
    }
  }

  private void add(Transaction transaction, JobStore.Keyed keyed, List<String> added) {
    Set<String> all = new LinkedHashSet<>(keyed.job().definition().targets());
    all.addAll(added);
    if (all.size() > JobTargets.MOST) {
      throw new LimitExceeded("A job has at most " + JobTargets.MOST + " targets.").toException();
    }
    JobTargets.Resolved resolved = targets.resolve(transaction, added);
    JobDefinitionStore.addTargets(transaction, keyed.key(), resolved);
    JobDefinitionStore.rename(transaction, keyed.key(), List.copyOf(all));
    OpenGroups.open(transaction, keyed.key(), resolved.allGroups());
  }
}

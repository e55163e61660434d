package io.drover.jobs;

import io.drover.store.Row;

/// A job's key, and what it is as far as lists show it.
record JobEntry(long key, JobPhase phase, JobSummary summary) {
  /// What [#of] reads, as the first columns of a row.
  static final String COLUMNS =
      """
      SELECT j.id, j.phase, j.name, j.status, j.target_selection, j.created_at, j.updated_at,
             j.completed_at\
      """;

  static JobEntry of(Row row) {
    JobPhase phase = JobPhase.ofCode(row.number(2));
    return new JobEntry(
        row.number(1),
        phase,
        new JobSummary(
            row.text(3),
            null,
            JobStatus.ofCode(row.number(4)),
            TargetSelection.ofCode(row.number(5)),
            row.instant(6),
            row.instant(7),
            row.optionalInstant(8),
            phase.isConcurrent()));
  }
}

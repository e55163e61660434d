package io.drover.jobs;

import io.drover.store.Reading;
import java.util.Optional;

final class JobStore {
  private JobStore() {}

  static Optional<String> document(Reading reading, long job) {
    return reading.first(
        "SELECT document FROM job_definition WHERE job_id = ?", row -> row.text(1), job);
  }
}

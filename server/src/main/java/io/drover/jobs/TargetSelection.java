package io.drover.jobs;

/// Whether a job is for those who are in its target groups when it is created, or also for those
/// who join later.
public enum TargetSelection {
  SNAPSHOT(0),
  CONTINUOUS(1);

  private final int code;

  TargetSelection(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static TargetSelection ofCode(long code) {
    return values()[(int) code];
  }
}

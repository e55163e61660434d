package io.drover.bench;

/// What a device asks for a complete update, one after the other.
enum Step {
  START_NEXT("start-next"),
  PROGRESS("progress"),
  SUCCEEDED("SUCCEEDED");

  private final String shown;

  Step(String shown) {
    this.shown = shown;
  }

  /// What follows; the next update after the last.
  Step next() {
    return switch (this) {
      case START_NEXT -> PROGRESS;
      case PROGRESS -> SUCCEEDED;
      case SUCCEEDED -> START_NEXT;
    };
  }

  String shown() {
    return shown;
  }
}

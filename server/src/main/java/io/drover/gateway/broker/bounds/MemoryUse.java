package io.drover.gateway.broker.bounds;

/// How much memory is in use, and how much there may be, in bytes.
///
/// @param heap what was left of the long-lived part of the heap by the last collection that went
///   through it; garbage does not count
/// @param direct what the network has taken outside of the heap
public record MemoryUse(long heap, long mostHeap, long direct, long mostDirect) {
  public double heapShare() {
    return (double) heap / mostHeap;
  }

  public double directShare() {
    return (double) direct / mostDirect;
  }

  /// The share that is in use of what is shorter.
  double share() {
    return Math.max(heapShare(), directShare());
  }
}

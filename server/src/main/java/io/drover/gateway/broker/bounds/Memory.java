package io.drover.gateway.broker.bounds;

/// The memory of this process.
public interface Memory {

  MemoryUse use();

  /// Asks for a collection of garbage, so that [#use] is of now.
  void collect();
}

package io.drover.gateway.broker.bounds;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/// The memory that Java gives to this process. What libraries take by themselves, as BoringSSL
/// does, is not seen.
public final class JvmMemory implements Memory {
  // Only where objects grow old is there a threshold to be set.
  private final List<MemoryPoolMXBean> old =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .toList();

  @Override
  public MemoryUse use() {
    long used = 0;
    long most = 0;
    for (MemoryPoolMXBean pool : old) {
      MemoryUsage left = pool.getCollectionUsage();
      used += left == null ? 0 : left.getUsed();
      most += Math.max(0, pool.getUsage().getMax());
    }
    return new MemoryUse(
        used,
        most > 0 ? most : Runtime.getRuntime().maxMemory(),
        Math.max(0, PlatformDependent.usedDirectMemory()),
        PlatformDependent.maxDirectMemory());
  }

  /// Stops all threads for as long as it takes to go through the heap.
  @Override
  public void collect() {
    System.gc();
  }
}

package io.drover.gateway.broker.topic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A map that most often holds one entry or none, and then takes next to no memory. Any thread may
/// read at any time; those who write must take turns.
final class LeanMap<K, V> {
  private volatile Map<K, V> entries = Map.of();

  @Nullable V get(K key) {
    return entries.get(key);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void forEach(BiConsumer<? super K, ? super V> action) {
    entries.forEach(action);
  }

  void put(K key, V value) {
    Map<K, V> now = entries;
    if (now instanceof ConcurrentHashMap) {
      now.put(key, value);
    } else if (now.isEmpty() || now.containsKey(key)) {
      entries = Map.of(key, value);
    } else {
      Map<K, V> several = new ConcurrentHashMap<>(now);
      several.put(key, value);
      entries = several;
    }
  }

  void remove(K key) {
    Map<K, V> now = entries;
    if (now instanceof ConcurrentHashMap) {
      now.remove(key);
    }
    if (now.isEmpty() || now.containsKey(key)) {
      entries = Map.of();
    }
  }
}

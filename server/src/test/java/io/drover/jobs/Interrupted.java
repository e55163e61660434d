package io.drover.jobs;

import io.drover.store.Database;
import io.drover.store.Dialect;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A database to whose writes something comes first.
record Interrupted(Database database, Deque<Runnable> beforeWrites) implements Database {
  Interrupted(Database database) {
    this(database, new ArrayDeque<>());
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super Transaction, T> work) {
    Optional.ofNullable(beforeWrites.poll()).ifPresent(Runnable::run);
    return database.write(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super Reading, T> work) {
    return database.read(work);
  }

  @Override
  public void awaitEarlierWrites() {
    database.awaitEarlierWrites();
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public void close() {
    database.close();
  }
}

package io.drover.store;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The state of the server, behind plain blocking calls that any number of threads may make.
///
/// `write` is the only way to change anything. It answers when the change is durable. The work may
/// be run again from the start when it met another's change, so it must touch nothing but its
/// transaction; it sees a state in which no other change is half done, and behaves as if it ran
/// alone. An exception that leaves it undoes it.
public interface Database extends AutoCloseable {

  <T extends @Nullable Object> T write(Function<? super Transaction, T> work);

  /// As [#write], for work that answers nothing.
  default void change(Consumer<? super Transaction> work) {
    this.<@Nullable Void>write(
        transaction -> {
          work.accept(transaction);
          return null;
        });
  }

  <T extends @Nullable Object> T read(Function<? super Reading, T> work);

  /// Returns when every write has ended that may not have seen what is committed by now; what those
  /// writes changed is seen by every later read. May wait as long as the longest of them takes.
  void awaitEarlierWrites();

  Dialect dialect();

  /// Opens the store and brings its schema up to date; `migrations` are the names of all
  /// migrations, in order.
  static Database open(StoreConfig config) {
    Database database =
        config.url().isPresent()
            ? PostgresDatabase.open(config.url().get())
            : SqliteDatabase.open(config.file());
    try {
      Migrations.apply(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  @Override
  void close();
}

package io.drover.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives each test a database of its own, empty but for the schema: a SQLite file in a temporary
/// folder, or a schema of the PostgreSQL that `DROVER_TEST_POSTGRES_URL` (a JDBC URL, as a system
/// property or in the environment) names. Without that the tests over PostgreSQL are skipped.
/// [EachDatabase] runs a contract over both.
public final class TestDatabases implements BeforeEachCallback, AfterEachCallback {
  private static final String URL = "DROVER_TEST_POSTGRES_URL";

  /// Where databases can be.
  enum Kind {
    SQLITE,
    POSTGRES;

    private Place place() {
      return switch (this) {
        case SQLITE -> new TemporaryFolder();
        case POSTGRES -> new OwnSchema();
      };
    }
  }

  private final Supplier<Kind> kind;
  private final List<Database> others = new ArrayList<>();
  private @Nullable Place place;
  private @Nullable StoreConfig config;
  private @Nullable Database database;

  private TestDatabases(Supplier<Kind> kind) {
    this.kind = kind;
  }

  public static TestDatabases sqlite() {
    return of(() -> Kind.SQLITE);
  }

  public static TestDatabases postgres() {
    return of(() -> Kind.POSTGRES);
  }

  /// Of a kind that is known when a test begins.
  static TestDatabases of(Supplier<Kind> kind) {
    return new TestDatabases(kind);
  }

  /// The database of the test that is running.
  public Database database() {
    if (database == null) {
      throw new IllegalStateException("no test is running");
    }
    return database;
  }

  /// The database of the test that is running as another server sees it; on PostgreSQL only.
  public Database another() {
    if (config == null) {
      throw new IllegalStateException("no test is running");
    }
    Database another = Database.open(config);
    others.add(another);
    return another;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Place made = kind.get().place();
    config = made.make();
    place = made;
    database = Database.open(config);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (database != null && place != null) {
      others.forEach(Database::close);
      others.clear();
      database.close();
      database = null;
      place.remove();
    }
  }

  private sealed interface Place {
    StoreConfig make();

    void remove();
  }

  private static final class TemporaryFolder implements Place {
    private Path folder = Path.of("");

    @Override
    public StoreConfig make() {
      try {
        folder = Files.createTempDirectory("drover-test");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new StoreConfig(folder.resolve("drover.db"), Optional.empty());
    }

    @Override
    public void remove() {
      try (var files = Files.walk(folder)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class OwnSchema implements Place {
    private final Optional<String> url =
        Optional.ofNullable(System.getProperty(URL))
            .or(() -> Optional.ofNullable(System.getenv(URL)));
    private final String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');

    @Override
    public StoreConfig make() {
      assumeTrue(url.isPresent(), URL + " names no database");
      execute("CREATE SCHEMA " + schema);
      String separator = url.orElseThrow().contains("?") ? "&" : "?";
      return new StoreConfig(
          Path.of(""), Optional.of(url.orElseThrow() + separator + "currentSchema=" + schema));
    }

    @Override
    public void remove() {
      execute("DROP SCHEMA " + schema + " CASCADE");
    }

    private void execute(String sql) {
      try (Connection connection = DriverManager.getConnection(url.orElseThrow());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package io.drover.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// A database that exists for one run, in the cluster that `DROVER_TEST_POSTGRES_URL` names or else
/// in a private one; beside PostgreSQL's own COPY.
final class PostgresStore implements MeasuredStore {
  static final String GIVEN = "DROVER_TEST_POSTGRES_URL";

  private static final double A_THIRD = 1.0 / 3;
  private static final int ROWS_AT_A_TIME = 1_000;

  private final PostgresCluster cluster;
  private final String database;
  private final String url;

  private PostgresStore(PostgresCluster cluster, String database) {
    this.cluster = cluster;
    this.database = database;
    this.url = cluster.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + database);
    inCluster("CREATE DATABASE " + database);
  }

  static PostgresStore open() {
    PostgresCluster cluster = PostgresCluster.givenOrPrivate(System.getenv(GIVEN));
    try {
      return new PostgresStore(cluster, "drover_bench_" + ProcessHandle.current().pid());
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void inCluster(String sql) {
    try (Connection connection = DriverManager.getConnection(cluster.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public List<String> settings() {
    return List.of("store.url=" + url);
  }

  @Override
  public String described() {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      StringJoiner settings =
          new StringJoiner(", ", "PostgreSQL " + serverVersion(statement) + ", ", "");
      for (String name :
          List.of(
              "fsync",
              "synchronous_commit",
              "full_page_writes",
              "shared_buffers",
              "max_wal_size")) {
        settings.add(name + "=" + value(statement, "SHOW " + name));
      }
      return settings + (cluster.isPrivate() ? ", a private cluster" : ", the cluster given");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String serverVersion(Statement statement) throws SQLException {
    return value(statement, "SHOW server_version").split(" ", 2)[0];
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }

  @Override
  public int requestsAtATime() {
    return 8;
  }

  @Override
  public String rawName() {
    return "COPY of the same rows";
  }

  @Override
  public double leastOfRaw() {
    return A_THIRD;
  }

  @Override
  public double rawInsertsPerSecond(int rows) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS raw");
      statement.execute("CREATE TABLE raw.job_execution (LIKE job_execution INCLUDING ALL)");
      long began = System.nanoTime();
      copy(connection, rows);
      double seconds = (System.nanoTime() - began) / 1e9;
      statement.execute("DROP TABLE raw.job_execution");
      return rows / seconds;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Connection connection, int rows) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                """
                COPY raw.job_execution
                  (job_id, thing_id, number, status, queued_at, updated_at, version) FROM STDIN""");
    long now = System.currentTimeMillis();
    for (int first = 1; first <= rows; first += ROWS_AT_A_TIME) {
      byte[] lines = lines(first, Math.min(rows, first + ROWS_AT_A_TIME - 1), now);
      copy.writeToCopy(lines, 0, lines.length);
    }
    copy.endCopy();
  }

  private static byte[] lines(int first, int last, long now) {
    StringBuilder lines = new StringBuilder(ROWS_AT_A_TIME * 48);
    for (int thing = first; thing <= last; thing++) {
      lines.append("1\t").append(thing).append("\t1\t1\t").append(now).append('\t').append(now);
      lines.append("\t1\n");
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public OptionalDouble rawUpdatesPerCpuSecond() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    try {
      inCluster("DROP DATABASE " + database + " WITH (FORCE)");
    } finally {
      cluster.close();
    }
  }
}

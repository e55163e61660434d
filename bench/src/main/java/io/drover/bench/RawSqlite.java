package io.drover.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The limit: the same rows in the same table with the same indexes, in WAL mode with full sync,
/// written by one thread that does nothing else.
final class RawSqlite {
  private static final int ROWS_PER_COMMIT = 2_000;
  private static final int THINGS = 20_000;
  private static final int JOBS = 5;

  /// As many device requests as share a commit when a thousand devices are busy.
  private static final int REQUESTS_PER_COMMIT = 256;

  private static final String INSERT =
      """
      INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at, version)
      VALUES (?, ?, 1, 1, ?, ?, 1)""";

  private final Path folder;
  private final Path database;

  /// @param folder where it writes
  /// @param database the server's own, which it only asks for the definitions of tables
  RawSqlite(Path folder, Path database) {
    this.folder = folder;
    this.database = database;
  }

  /// Prepared inserts, one a row.
  double insertsPerSecond(int rows) {
    try (Connection connection = open("raw-inserts.db", "job_execution")) {
      long began = System.nanoTime();
      insert(connection, 1, rows);
      return rows / ((System.nanoTime() - began) / 1e9);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The three changes of a complete device update: find the next and start it, its progress, its
  /// end.
  double updatesPerCpuSecond() {
    try (Connection connection = open("raw-updates.db", "job_execution")) {
      for (int job = 1; job <= JOBS; job++) {
        insert(connection, job, THINGS);
      }
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long began = threads.getCurrentThreadCpuTime();
      update(connection);
      return THINGS * JOBS / ((threads.getCurrentThreadCpuTime() - began) / 1e9);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What an update of a shadow reads and writes, in a fleet of some size.
  double shadowsPerCpuSecond() {
    try (Connection connection = open("raw-shadows.db", "shadow")) {
      putShadows(connection);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long began = threads.getCurrentThreadCpuTime();
      putShadows(connection);
      return THINGS / ((threads.getCurrentThreadCpuTime() - began) / 1e9);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void putShadows(Connection connection) throws SQLException {
    byte[] json = Population.shadow(1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (PreparedStatement find =
            connection.prepareStatement(
                "SELECT version, state, times FROM shadow WHERE thing_name = ? AND name = ''");
        PreparedStatement put =
            connection.prepareStatement(
                """
                INSERT INTO shadow (thing_name, name, version, state, times)
                VALUES (?, '', 1, ?, ?)
                ON CONFLICT (thing_name, name) DO UPDATE SET version = version + 1,
                  state = excluded.state, times = excluded.times""")) {
      for (int thing = 1; thing <= THINGS; thing++) {
        find.setString(1, Fleet.name(thing));
        try (ResultSet found = find.executeQuery()) {
          if (found.next()) {
            found.getBytes(2);
            found.getBytes(3);
          }
        }
        put.setString(1, Fleet.name(thing));
        put.setBytes(2, json);
        put.setBytes(3, json);
        put.executeUpdate();
        if (thing % REQUESTS_PER_COMMIT == 0) {
          connection.commit();
        }
      }
    }
    connection.commit();
  }

  private static void insert(Connection connection, int job, int rows) throws SQLException {
    long now = System.currentTimeMillis();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int thing = 1; thing <= rows; thing++) {
        insert.setLong(1, job);
        insert.setLong(2, thing);
        insert.setLong(3, now);
        insert.setLong(4, now);
        insert.executeUpdate();
        if (thing % ROWS_PER_COMMIT == 0) {
          connection.commit();
        }
      }
    }
    connection.commit();
  }

  private static void update(Connection connection) throws SQLException {
    try (PreparedStatement next =
            connection.prepareStatement(
                """
                SELECT job_id, number, version FROM job_execution
                WHERE thing_id = ? AND status <= 1 ORDER BY status, queued_at, job_id LIMIT 1""");
        PreparedStatement change =
            connection.prepareStatement(
                """
                UPDATE job_execution SET status = ?, updated_at = ?, version = version + 1, details = ?
                WHERE job_id = ? AND thing_id = ? AND number = ?""")) {
      for (int round = 0; round < JOBS; round++) {
        for (int first = 1; first <= THINGS; first += REQUESTS_PER_COMMIT) {
          int last = Math.min(THINGS, first + REQUESTS_PER_COMMIT - 1);
          for (int status : new int[] {0, 0, 2}) {
            for (int thing = first; thing <= last; thing++) {
              change(next, change, thing, status);
            }
            connection.commit();
          }
        }
      }
    }
  }

  private static void change(
      PreparedStatement next, PreparedStatement change, int thing, int status) throws SQLException {
    next.setLong(1, thing);
    try (ResultSet found = next.executeQuery()) {
      found.next();
      change.setInt(1, status);
      change.setLong(2, System.currentTimeMillis());
      change.setString(3, "{\"progress\":\"50%\"}");
      change.setLong(4, found.getLong(1));
      change.setLong(5, thing);
      change.setLong(6, found.getLong(2));
    }
    change.executeUpdate();
  }

  private Connection open(String file, String table) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA cache_size = -65536");
      statement.execute("PRAGMA wal_autocheckpoint = 8000");
      for (String definition : definitions(database, table)) {
        statement.execute(definition);
      }
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /// The table and its indexes as the server's migrations have left them.
  private static List<String> definitions(Path database, String table) throws SQLException {
    List<String> definitions = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        PreparedStatement ask =
            connection.prepareStatement(
                """
                SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL
                ORDER BY type = 'table' DESC""")) {
      ask.setString(1, table);
      try (ResultSet found = ask.executeQuery()) {
        while (found.next()) {
          definitions.add(found.getString(1));
        }
      }
    }
    return definitions;
  }
}

package io.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store keeps to.
interface DatabaseContract {
  Database database();

  @BeforeEach
  default void createTable() {
    database()
        .change(
            tx -> tx.update("CREATE TABLE sample (id BIGINT PRIMARY KEY, text TEXT, at BIGINT)"));
  }

  @Test
  default void whatIsWrittenIsRead() {
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    database().change(tx -> tx.update("INSERT INTO sample VALUES (?, ?, ?)", 1L, "ä", now));

    List<String> rows =
        database()
            .read(
                r ->
                    r.list(
                        "SELECT id, text, at FROM sample",
                        row -> row.number(1) + row.text(2) + row.instant(3)));

    assertThat(rows).containsExactly("1ä" + now);
  }

  @Test
  default void nullsAreTold() {
    database().change(tx -> tx.update("INSERT INTO sample VALUES (?, ?, ?)", 1L, null, null));

    String read =
        database()
            .read(
                r ->
                    r.first(
                            "SELECT text, at FROM sample",
                            row ->
                                row.optionalText(1)
                                    + ","
                                    + row.optionalNumber(2)
                                    + ","
                                    + row.optionalInstant(2))
                        .orElseThrow());

    assertThat(read).isEqualTo("null,null,null");
  }

  @Test
  default void aRefusalUndoesAllOfItsOwnChangesAndNothingElse() {
    assertThatThrownBy(
            () ->
                database()
                    .change(
                        tx -> {
                          tx.update("INSERT INTO sample (id) VALUES (1)");
                          throw new InvalidRequest("no").toException();
                        }))
        .isInstanceOf(RejectedException.class)
        .hasMessage("no");
    database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (2)"));

    assertThat(ids()).containsExactly(2L);
  }

  @Test
  default void aFailedStatementHarmsOnlyItsOwnCall() {
    database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (1)"));

    assertThatThrownBy(
            () ->
                database()
                    .change(
                        tx -> {
                          tx.update("INSERT INTO sample (id) VALUES (3)");
                          tx.update("INSERT INTO nowhere (id) VALUES (1)");
                        }))
        .isInstanceOf(StoreException.class);
    database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (2)"));

    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  default void aFailedStatementHarmsNoneOfThoseThatShareItsCommit() throws Exception {
    whatFailsHarmsNoneOfThoseThatShareItsCommit(
        tx -> tx.update("INSERT INTO nowhere (id) VALUES (1)"), StoreException.class);
  }

  @Test
  default void aRefusalAfterAChangeHarmsNoneOfThoseThatShareItsCommit() throws Exception {
    whatFailsHarmsNoneOfThoseThatShareItsCommit(
        _ -> {
          throw new InvalidRequest("no").toException();
        },
        RejectedException.class);
  }

  private void whatFailsHarmsNoneOfThoseThatShareItsCommit(
      Consumer<Transaction> failure, Class<? extends Exception> told) throws Exception {
    List<Long> kept = Collections.synchronizedList(new ArrayList<>());
    List<Long> followed = Collections.synchronizedList(new ArrayList<>());

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < 200; i++) {
        long id = i;
        executor.execute(
            () -> {
              try {
                database().change(tx -> insert(tx, id, followed, failure));
                kept.add(id);
              } catch (RuntimeException e) {
                assertThat(e).isInstanceOf(told);
                assertThat(id % 20).isEqualTo(7);
              }
            });
      }
    }

    assertThat(ids())
        .containsExactlyElementsOf(
            LongStream.range(0, 200).filter(i -> i % 20 != 7).boxed().toList());
    database().close();
    assertThat(kept).containsExactlyInAnyOrderElementsOf(followed).hasSize(190);
  }

  private static void insert(
      Transaction tx, long id, List<Long> followed, Consumer<Transaction> failure) {
    tx.update("INSERT INTO sample (id) VALUES (?)", id);
    tx.afterCommit(() -> followed.add(id));
    if (id % 20 == 7) {
      failure.accept(tx);
    }
  }

  @Test
  default void aBoundOnRowsIsTakenFromEachCall() {
    for (long i = 0; i < 3; i++) {
      long id = i;
      database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (?)", id));
    }

    for (int most = 0; most < 5; most++) {
      int rows = most;
      List<Long> first =
          database()
              .read(
                  r ->
                      r.list(
                          "SELECT id FROM sample ORDER BY id LIMIT ?", row -> row.number(1), rows));
      assertThat(first).hasSize(Math.min(most, 3));
    }
  }

  @Test
  default void concurrentIncrementsAreAllCounted() throws Exception {
    database().change(tx -> tx.update("INSERT INTO sample (id, at) VALUES (1, 0)"));

    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        executor.execute(() -> increment(database()));
      }
    }

    assertThat(count()).isEqualTo(200);
  }

  static void increment(Database database) {
    database.change(
        tx -> {
          long at =
              tx.first("SELECT at FROM sample WHERE id = 1", row -> row.number(1)).orElseThrow();
          tx.update("UPDATE sample SET at = ? WHERE id = 1", at + 1);
        });
  }

  default long count() {
    return database()
        .<Long>read(r -> r.first("SELECT at FROM sample", row -> row.number(1)).orElseThrow());
  }

  @Test
  default void actionsFollowTheirCommitInOrderAndRefusedOnesNever() {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());

    for (long i = 0; i < 100; i++) {
      long id = i;
      try {
        database()
            .change(
                tx -> {
                  tx.update("INSERT INTO sample (id) VALUES (?)", id);
                  tx.afterCommit(() -> seen.add(id));
                  if (id % 10 == 9) {
                    throw new InvalidRequest("no").toException();
                  }
                });
      } catch (RejectedException e) {
        assertThat(id % 10).isEqualTo(9);
      }
    }
    database().close();

    assertThat(seen)
        .containsExactlyElementsOf(
            LongStream.range(0, 100).filter(i -> i % 10 != 9).boxed().toList());
  }

  @Test
  default void aReaderSeesOneStateThroughout() {
    database()
        .read(
            r -> {
              long before = r.list("SELECT id FROM sample", row -> row.number(1)).size();
              database().change(tx -> tx.update("INSERT INTO sample (id) VALUES (1)"));
              assertThat(r.list("SELECT id FROM sample", row -> row.number(1)))
                  .hasSize((int) before);
              return before;
            });

    assertThat(ids()).containsExactly(1L);
  }

  @Test
  default void generatedIdsGrow() {
    List<Long> made =
        database()
            .write(
                tx -> {
                  String insert =
                      "INSERT INTO thing (name, uuid, attributes, version, created_at) VALUES (?, 'u', '{}', 1, 0) RETURNING id";
                  return List.of(tx.insert(insert, "a"), tx.insert(insert, "b"));
                });

    assertThat(made.get(1)).isGreaterThan(made.get(0));
  }

  private List<Long> ids() {
    return database().read(r -> r.list("SELECT id FROM sample ORDER BY id", row -> row.number(1)));
  }
}

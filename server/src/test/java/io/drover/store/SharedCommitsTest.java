package io.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that share commits, put into them by hand.
class SharedCommitsTest {
  private static final int TOGETHER = 5;

  private final AfterCommit afterCommit = new AfterCommit();
  private final Queue<Call<?>> waiting = new ArrayDeque<>();
  private final List<Long> runs = new ArrayList<>();
  private final List<Long> followed = Collections.synchronizedList(new ArrayList<>());
  private SqliteLane lane;
  private SharedCommits commits;

  @BeforeEach
  void open() throws SQLException {
    lane = new SqliteLane(DriverManager.getConnection("jdbc:sqlite::memory:"));
    commits = new SharedCommits(lane, afterCommit, waiting);
    commit(List.of(new Call<>(tx -> tx.update("CREATE TABLE sample (id BIGINT PRIMARY KEY)"))));
  }

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void aCallThatFailsHalfDoneIsUndoneAndItsNeighboursAreKept() {
    List<Call<Long>> calls = batch(0, 2);
    commit(calls);

    for (int id = 0; id < TOGETHER; id++) {
      Call<Long> call = calls.get(id);
      if (id == 2) {
        assertThatThrownBy(call::outcome).isInstanceOf(RejectedException.class).hasMessage("no");
      } else {
        assertThat(call.outcome()).isEqualTo(id);
      }
    }
    assertThat(ids()).containsExactly(0L, 1L, 3L, 4L);
    afterCommit.close();
    assertThat(followed).containsExactly(0L, 1L, 3L, 4L);
  }

  @Test
  void afterAFailureNextOnesHaveNothingRunTwice() {
    commit(batch(0, 2));
    assertThat(runs).containsExactly(0L, 1L, 2L, 0L, 1L, 2L, 3L, 4L);

    runs.clear();
    commit(batch(10, 12));
    assertThat(runs).containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(ids()).containsExactly(0L, 1L, 3L, 4L, 10L, 11L, 13L, 14L);
  }

  @Test
  void savepointsEndWhenNothingHasFailedForLong() {
    commit(batch(0, 2));
    for (int i = 0; i < SharedCommits.GUARDED_AFTER_FAILURE; i++) {
      commit(List.of(new Call<>(_ -> 0L)));
    }

    runs.clear();
    commit(batch(10, 12));
    assertThat(runs).containsExactly(10L, 11L, 12L, 10L, 11L, 12L, 13L, 14L);
  }

  @Test
  void everyCallOfACommitMayFail() {
    List<Call<Long>> calls =
        LongStream.range(0, TOGETHER).mapToObj(id -> call(id, true, true)).toList();
    commit(calls);

    assertThat(calls)
        .allSatisfy(
            call -> assertThatThrownBy(call::outcome).isInstanceOf(RejectedException.class));
    assertThat(ids()).isEmpty();
  }

  @Test
  void aFailureThatChangedNothingHasNothingRunAgain() {
    commit(List.of(call(0, true, false), call(1, false, true), call(2, true, false)));

    assertThat(runs).containsExactly(0L, 1L, 2L);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aFailureAloneIsRunOnceAndLetsLaterOnesGoUnguarded() {
    Call<Long> alone = call(0, true, true);
    commit(List.of(alone));

    assertThatThrownBy(alone::outcome).isInstanceOf(RejectedException.class);
    assertThat(runs).containsExactly(0L);
    assertThat(ids()).isEmpty();
    runs.clear();
    commit(batch(10, 11));
    assertThat(runs).containsExactly(10L, 11L, 10L, 11L, 12L, 13L, 14L);
  }

  @Test
  void aFailedStatementIsOfItsOwnCallOnly() {
    Call<Long> again = call(0, false, true);
    commit(List.of(call(0, false, true), call(1, false, true), again, call(2, false, true)));

    assertThatThrownBy(again::outcome).isInstanceOf(StoreException.class);
    assertThat(ids()).containsExactly(0L, 1L, 2L);
  }

  /// Calls with numbers from this one on, of which one fails after it has changed something.
  private List<Call<Long>> batch(long first, long failing) {
    return LongStream.range(first, first + TOGETHER)
        .mapToObj(id -> call(id, id == failing, true))
        .toList();
  }

  private Call<Long> call(long id, boolean fails, boolean changes) {
    return new Call<>(
        tx -> {
          runs.add(id);
          tx.afterCommit(() -> followed.add(id));
          if (changes) {
            tx.update("INSERT INTO sample (id) VALUES (?)", id);
          }
          if (fails) {
            throw new InvalidRequest("no").toException();
          }
          return id;
        });
  }

  /// One commit takes what is waiting, unless it takes longer than calls are let in.
  private void commit(List<? extends Call<?>> calls) {
    waiting.addAll(calls);
    for (Call<?> first = waiting.poll(); first != null; first = waiting.poll()) {
      commits.commit(first);
    }
  }

  private List<Long> ids() {
    Call<List<Long>> asked =
        new Call<>(tx -> tx.list("SELECT id FROM sample ORDER BY id", row -> row.number(1)));
    commit(List.of(asked));
    return asked.outcome();
  }
}

package io.drover.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.ExecutionsQueued;
import io.drover.store.Transaction;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JobsNotifierTest {
  @TempDir Path folder;

  /// More things in one go than may wait, again and again: whoever commits waits, and all are told.
  @Test
  @Timeout(60)
  void pressureGoesBackToThoseWhoCommit() {
    try (Fleet fleet = new Fleet(folder)) {
      List<String> nobody = Collections.nCopies(20_000, "nobody");
      for (int i = 0; i < 20; i++) {
        fleet.database.change(
            (Transaction transaction) ->
                fleet.changes.record(transaction, new ExecutionsQueued("job", nobody)));
      }
      fleet.registers("T");
      fleet.subscribes("T");

      fleet.creates("job", "T");

      assertThat(fleet.hears()).hasSize(2);
    }
  }

  @Test
  void aDeviceHearsThatAnotherJobIsMoreUrgent() {
    try (Fleet fleet = new Fleet(folder)) {
      fleet.registers("T");
      fleet.registers("U");
      fleet.subscribes("T");
      fleet.subscribes("U");
      fleet.creates("first", "T");
      fleet.creates("second", "T", "U");
      fleet.hears();

      fleet.prioritizes("second", 5);

      List<String> heard = fleet.hears();
      assertThat(heard).hasSize(1);
      assertThat(heard.getFirst())
          .startsWith("notify-next ")
          .contains("\"jobId\":\"second\"", "\"status\":\"QUEUED\"");
      assertThat(fleet.asks("T", "start-next", "{}")).contains("\"jobId\":\"second\"");
    }
  }

  @Test
  void aThingThatIsGoneIsNotTold() {
    try (Fleet fleet = new Fleet(folder)) {
      fleet.subscribes("gone");
      fleet.database.change(
          (Transaction transaction) ->
              fleet.changes.record(transaction, new ExecutionsQueued("job", List.of("gone"))));

      assertThat(fleet.hears()).isEmpty();
    }
  }

  /// Many jobs on one thing, started and ended as fast as it goes: the last that the device hears
  /// is that nothing is left.
  @Test
  void theLastNewsIsTheLastState() {
    try (Fleet fleet = new Fleet(folder)) {
      fleet.registers("T");
      fleet.subscribes("T");
      for (int i = 0; i < 10; i++) {
        fleet.creates("job" + i, "T");
      }
      fleet.hears();
      for (int i = 0; i < 10; i++) {
        fleet.asks("T", "job" + i + "/update", "{\"status\":\"SUCCEEDED\"}");
      }

      List<String> heard = fleet.hears();

      assertThat(heard.stream().filter(line -> line.startsWith("notify "))).hasSize(10);
      assertThat(heard.subList(heard.size() - 2, heard.size()))
          .containsExactly(
              "notify {\"timestamp\":1767261610,\"jobs\":{}}",
              "notify-next {\"timestamp\":1767261610}");
    }
  }

  /// Neither told nor waited for.
  @Test
  @Timeout(30)
  void whatIsCommittedAfterTheEndIsNotTold() {
    try (Fleet fleet = new Fleet(folder)) {
      fleet.registers("T");
      fleet.subscribes("T");
      fleet.stopsTelling();

      List<String> things = Collections.nCopies(20_000, "T");
      for (int i = 0; i < 3; i++) {
        fleet.database.change(
            (Transaction transaction) ->
                fleet.changes.record(transaction, new ExecutionsQueued("job", things)));
      }
      fleet.database.close();

      assertThat(fleet.heardSoFar()).isEmpty();
    }
  }
}

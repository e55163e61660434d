package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.ExecutionListStore.KeyInJob;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import io.drover.store.Dialect;
import io.drover.store.EachDatabase;
import io.drover.store.Reading;
import io.drover.store.RowMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Lists of executions: pages under change, filters, and what a page reads of a large job.
class ExecutionListsTest {
  private static final KeyInJob START = new KeyInJob(0, 0);

  interface Contract {
    Database database();

    private TestFleet fleet() {
      return new TestFleet(database()).things("a", "b", "c", "d", "e").at("10:00");
    }

    private static TestFleet withJob(TestFleet fleet, String job) {
      return fleet.creates(
          job,
          fleet.thingArn("a"),
          fleet.thingArn("b"),
          fleet.thingArn("c"),
          fleet.thingArn("d"),
          fleet.thingArn("e"));
    }

    /// Puts so many executions of a status before all others of the job.
    private static void fill(TestFleet fleet, String job, JobExecutionStatus status, int count) {
      fleet.database.change(
          transaction -> {
            transaction.update(
                """
                INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at,
                                           version)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT j.id, 0, n.i, ?, 0, 0, 1 FROM n CROSS JOIN job j WHERE j.name = ?
                """,
                count,
                status.code(),
                job);
            if (fleet.database.dialect() == Dialect.POSTGRES) {
              transaction.update("ANALYZE job_execution");
            }
          });
    }

    private static List<String> things(Page<ListedExecution> page) {
      return page.items().stream().map(ListedExecution::thingName).toList();
    }

    private static Page<ListedExecution> page(
        TestFleet fleet, @Nullable JobExecutionStatus status, @Nullable String token) {
      return fleet.managed.ofJob("job", Optional.ofNullable(status), token, 2);
    }

    @Test
    default void whatDoesNotChangeIsOnOnePageWhateverElseChanges() {
      TestFleet fleet = withJob(fleet(), "job");
      Page<ListedExecution> first = page(fleet, null, null);
      assertThat(things(first)).containsExactly("a", "b");
      fleet.reports("a", "job", FAILED).reports("d", "job", IN_PROGRESS);
      fleet.managed.delete(new ExecutionName("b", "job", 1), true, Optional.empty());
      Page<ListedExecution> second = page(fleet, null, first.nextToken());
      assertThat(things(second)).containsExactly("c", "d");
      assertThat(things(page(fleet, null, second.nextToken()))).containsExactly("e");
    }

    @Test
    default void aFilteredListHasItsPagesToo() {
      TestFleet fleet = withJob(fleet(), "job");
      for (String thing : List.of("a", "c", "e")) {
        fleet.reports(thing, "job", FAILED);
      }
      Page<ListedExecution> failed = page(fleet, FAILED, null);
      assertThat(things(failed)).containsExactly("a", "c");
      fleet.reports("b", "job", FAILED);
      Page<ListedExecution> last = page(fleet, FAILED, failed.nextToken());
      assertThat(things(last)).containsExactly("e");
      assertThat(last.nextToken()).isNull();
      assertThat(things(page(fleet, QUEUED, null))).containsExactly("d");
      assertThat(things(page(fleet, SUCCEEDED, null))).isEmpty();
    }

    @Test
    default void aPageLooksAtABoundedNumberOfOtherExecutions() {
      TestFleet fleet = withJob(fleet(), "job");
      fill(fleet, "job", SUCCEEDED, ExecutionListStore.MOST_LOOKED_AT + 1);
      Page<ListedExecution> first = page(fleet, QUEUED, null);
      assertThat(first.items()).isEmpty();
      assertThat(first.nextToken()).isNotNull();
      Page<ListedExecution> second = page(fleet, QUEUED, first.nextToken());
      assertThat(things(second)).containsExactly("a", "b");
      Page<ListedExecution> third = page(fleet, QUEUED, second.nextToken());
      assertThat(things(third)).containsExactly("c", "d");
      Page<ListedExecution> last = page(fleet, QUEUED, third.nextToken());
      assertThat(things(last)).containsExactly("e");
      assertThat(last.nextToken()).isNull();
    }

    @Test
    default void aRareStatusIsFoundByItsIndexAmongManyOthers() {
      TestFleet fleet = withJob(fleet(), "job").reports("c", "job", FAILED);
      fill(fleet, "job", SUCCEEDED, 30_000);
      assertThat(things(page(fleet, FAILED, null))).containsExactly("c");
      String plan =
          plan(fleet, reading -> ExecutionListStore.ofJob(reading, key(fleet), FAILED, START, 3));
      assertThat(plan).contains("job_execution_status").doesNotContain("Sort", "TEMP B-TREE");
    }

    @Test
    default void anUnfilteredPageIsReadInTheOrderOfThePrimaryKey() {
      TestFleet fleet = withJob(fleet(), "job");
      fill(fleet, "job", SUCCEEDED, 30_000);
      String plan = plan(fleet, reading -> ExecutionListStore.ofJob(reading, key(fleet), START, 3));
      assertThat(plan).doesNotContain("Seq Scan on job_execution", "Sort", "TEMP B-TREE", "SCAN e");
    }

    @Test
    default void timersAreFoundByTheirDeadline() {
      TestFleet fleet = withJob(fleet(), "job");
      fill(fleet, "job", SUCCEEDED, 30_000);
      String plan = plan(fleet, reading -> ExecutionStore.expired(reading, fleet.now, 3));
      assertThat(plan).contains("job_execution_deadline").doesNotContain("TEMP B-TREE");
    }

    private static long key(TestFleet fleet) {
      return fleet.database.read(reading -> JobStore.find(reading, "job").orElseThrow().key());
    }

    /// How the database goes about what is read.
    private static String plan(TestFleet fleet, Consumer<Reading> read) {
      return fleet.database.read(
          reading -> {
            Explaining explaining = new Explaining(reading, fleet.database.dialect());
            read.accept(explaining);
            return String.join("\n", explaining.lines);
          });
    }

    @Test
    default void executionsOnAThingAreFilteredByJobAndNamespace() {
      TestFleet fleet = withJob(withJob(fleet(), "job"), "other");
      fleet.database.change(
          transaction ->
              transaction.update("UPDATE job SET namespace = 'ns' WHERE name = ?", "other"));
      fleet.reports("a", "job", FAILED);
      assertThat(jobsOn(fleet, Optional.empty(), Optional.empty(), Optional.empty()))
          .containsExactly("other", "job");
      assertThat(jobsOn(fleet, Optional.empty(), Optional.of("job"), Optional.empty()))
          .containsExactly("job");
      assertThat(jobsOn(fleet, Optional.of(QUEUED), Optional.of("job"), Optional.empty()))
          .isEmpty();
      assertThat(jobsOn(fleet, Optional.empty(), Optional.empty(), Optional.of("ns")))
          .containsExactly("other");
      assertThat(jobsOn(fleet, Optional.empty(), Optional.of("job"), Optional.of("ns"))).isEmpty();
    }

    private static List<String> jobsOn(
        TestFleet fleet,
        Optional<JobExecutionStatus> status,
        Optional<String> job,
        Optional<String> namespace) {
      List<String> jobs = new ArrayList<>();
      String token = null;
      do {
        Page<ListedExecution> page =
            fleet.managed.onThing(new ExecutionFilter("a", status, job, namespace), token, 1);
        page.items().forEach(execution -> jobs.add(execution.jobId()));
        token = page.nextToken();
      } while (token != null);
      return jobs;
    }

    @Test
    default void jobsOfANamespaceAreListed() {
      TestFleet fleet = withJob(withJob(fleet(), "job"), "other");
      fleet.database.change(
          transaction ->
              transaction.update("UPDATE job SET namespace = 'ns' WHERE name = ?", "other"));
      JobFilter filter =
          new JobFilter(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of("ns"));
      assertThat(fleet.jobs.list(filter, null, null).items())
          .extracting(JobSummary::jobId)
          .containsExactly("other");
    }

    @Test
    default void listsOfJobsReadNoMoreThanTheirPage() {
      TestFleet fleet = withJob(fleet(), "job");
      fleet.database.change(
          transaction -> {
            for (int i = 0; i < 3_000; i++) {
              transaction.update(
                  """
                  INSERT INTO job (name, status, phase, cursor_group, cursor_thing, namespace,
                                   target_selection, force_canceled, created_at, updated_at)
                  VALUES (?, ?, 0, 0, 0, ?, ?, 0, 0, 0)
                  """,
                  "filler" + i,
                  JobStatus.COMPLETED.code(),
                  i % 100 == 0 ? "ns" : null,
                  i % 100 == 1 ? 1 : 0);
            }
            if (fleet.database.dialect() == Dialect.POSTGRES) {
              transaction.update("ANALYZE job");
            }
          });
      for (JobFilter rare :
          List.of(
              filter(Optional.of(TargetSelection.CONTINUOUS), Optional.empty()),
              filter(Optional.of(TargetSelection.SNAPSHOT), Optional.of("ns")),
              filter(Optional.empty(), Optional.of("ns")))) {
        String plan = plan(fleet, reading -> JobListStore.list(reading, rare, 0, 0, 3));
        assertThat(plan).doesNotContain("job_status", "Seq Scan", "Sort", "TEMP B-TREE", "SCAN j");
      }
    }

    private static JobFilter filter(Optional<TargetSelection> kind, Optional<String> namespace) {
      return new JobFilter(Optional.empty(), kind, Optional.empty(), Optional.empty(), namespace);
    }

    @Test
    default void jobsOfBothKindsAreListedTogetherPageByPage() {
      TestFleet fleet = fleet();
      for (int i = 0; i < 6; i++) {
        fleet.jobs.create(
            TestFleet.job(
                "job" + i,
                i % 2 == 0 ? TargetSelection.SNAPSHOT : TargetSelection.CONTINUOUS,
                "{}",
                JobConfiguration.NONE,
                fleet.thingArn("a")),
            fleet.now);
      }
      List<String> jobs = new ArrayList<>();
      String token = null;
      do {
        Page<JobSummary> page = fleet.jobs.list(JobFilter.ALL, token, 2);
        page.items().forEach(job -> jobs.add(job.jobId()));
        token = page.nextToken();
      } while (token != null);
      assertThat(jobs).containsExactly("job0", "job1", "job2", "job3", "job4", "job5");
    }

    @Test
    default void aTokenOfAnotherListAndAnOversizedPageAreRefused() {
      TestFleet fleet = withJob(fleet(), "job");
      String token = page(fleet, null, null).nextToken();
      assertThat(token).isNotNull();
      refusal(InvalidRequest.class, () -> page(fleet, null, "nonsense"));
      refusal(InvalidRequest.class, () -> fleet.jobs.list(JobFilter.ALL, token, null));
      refusal(InvalidRequest.class, () -> fleet.jobs.list(JobFilter.ALL, null, 251));
      refusal(InvalidRequest.class, () -> fleet.jobs.list(JobFilter.ALL, null, 0));
    }
  }

  /// Notes how each statement is done, besides doing it.
  private static final class Explaining implements Reading {
    private final Reading reading;
    private final String explain;
    private final int column;
    private final List<String> lines = new ArrayList<>();

    Explaining(Reading reading, Dialect dialect) {
      this.reading = reading;
      this.explain = dialect == Dialect.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
      this.column = dialect == Dialect.SQLITE ? 4 : 1;
    }

    @Override
    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      lines.addAll(reading.list(explain + sql, row -> row.text(column), parameters));
      return reading.list(sql, mapper, parameters);
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      return list(sql, mapper, parameters).stream().findFirst();
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

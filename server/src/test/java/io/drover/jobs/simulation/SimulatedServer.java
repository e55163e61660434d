package io.drover.jobs.simulation;

import io.drover.artifacts.ObjectStorage;
import io.drover.background.BackgroundTask;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.Changes;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobMembership;
import io.drover.jobs.JobTargets;
import io.drover.jobs.JobTasks;
import io.drover.jobs.Jobs;
import io.drover.jobs.JobsConfig;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.RetentionTask;
import io.drover.jobs.TargetAssociation;
import io.drover.registry.Arrivals;
import io.drover.registry.Departures;
import io.drover.registry.SweepMembersTask;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.ResourceTags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One process over the store: everything that it knows was in the store when it was made.
final class SimulatedServer {
  /// How long jobs are kept after their end.
  static final Duration RETENTION = Duration.ofHours(3);

  final String name;
  final Duration skew;
  final Changes changes = new Changes();
  final TestRegistry registry;
  final Jobs jobs;
  final JobExecutions executions;
  final ManagedExecutions managed;
  final TargetAssociation association;
  final ResourceTags tags;
  private final UnreliableDatabase database;
  private final JobMembership membership;
  private final List<BackgroundTask> tasks;
  private final Set<BackgroundTask> busy = new HashSet<>();

  /// @param documents where documents are read, which nobody else may come in between of: they are
  ///   loaded into a cache
  /// @param skew how far its clock is ahead
  SimulatedServer(String name, UnreliableDatabase database, Database documents, Duration skew) {
    this.name = name;
    this.skew = skew;
    this.database = database;
    this.membership = new JobMembership(database, changes);
    Leaving leaving = new Leaving();
    this.registry = new TestRegistry(database, changes, new Arriving(), leaving);
    JobDocuments texts = new JobDocuments(documents, new NoObjects());
    JobTargets targets = new JobTargets(registry.arns, registry.things, registry.groups);
    this.jobs = new Jobs(database, changes, texts, targets, registry.arns, registry.tags);
    this.executions = new JobExecutions(database, changes, texts);
    this.managed = new ManagedExecutions(database, changes);
    this.association = new TargetAssociation(database, changes, targets);
    this.tags =
        new ResourceTags(database, registry.arns, registry.tags, Map.of("job", jobs.taggable()));
    JobTasks jobTasks = new JobTasks(database, changes, registry.tags, Runnable::run);
    this.tasks = new ArrayList<>(jobTasks.all());
    tasks.add(new RetentionTask(database, jobs, new JobsConfig(RETENTION)));
    tasks.add(new SweepMembersTask(database, leaving));
  }

  boolean isDead() {
    return database.isDead();
  }

  BackgroundTask schedule() {
    return tasks.stream()
        .filter(task -> task.name().equals("job-schedule"))
        .findFirst()
        .orElseThrow();
  }

  List<BackgroundTask> tasks() {
    return tasks;
  }

  /// One pass of a task, unless the task is in the middle of one.
  Outcome pass(BackgroundTask task, Instant now) {
    if (!busy.add(task)) {
      return Outcome.DONE;
    }
    try {
      return task.pass(now.plus(skew));
    } catch (StoreFailure e) {
      return Outcome.DONE;
    } finally {
      busy.remove(task);
    }
  }

  String thingArn(String thing) {
    return registry.arns.of("thing", thing);
  }

  String groupArn(String group) {
    return registry.arns.of("thinggroup", group);
  }

  String jobArn(String job) {
    return registry.arns.of("job", job);
  }

  private final class Arriving implements Arrivals {
    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {
      membership.joined(tx, group, thing, name.value(), now);
    }

    @Override
    public void group(Transaction tx, long group, long parent) {
      membership.groupCreated(tx, group, parent);
    }
  }

  private final class Leaving implements Departures {
    @Override
    public void thing(Transaction tx, long id, ThingName name, Instant now) {
      executions.thingDeleted(tx, id, name.value(), now);
    }

    @Override
    public void group(Transaction tx, ThingGroupName name) {}

    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {
      membership.left(tx, group, thing, now);
    }

    @Override
    public boolean concernsMembers(Reading reading, long group) {
      return membership.concerns(reading, group);
    }
  }

  /// Documents of simulated jobs name no objects.
  private static final class NoObjects implements ObjectStorage {
    @Override
    public byte[] read(String url, int mostBytes) {
      throw new IllegalStateException(url);
    }

    @Override
    public String presignGet(String url, Duration lifetime) {
      throw new IllegalStateException(url);
    }

    @Override
    public String presignPut(String url, Duration lifetime) {
      throw new IllegalStateException(url);
    }
  }
}

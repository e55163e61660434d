package io.drover;

import io.drover.arn.Arns;
import io.drover.artifacts.ObjectStorage;
import io.drover.changes.Changes;
import io.drover.connectivity.Connectivity;
import io.drover.connectivity.ConnectivityRecorder;
import io.drover.events.EventConfigurations;
import io.drover.fleetindex.DynamicGroups;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetmetrics.FleetMetrics;
import io.drover.identity.AccessNews;
import io.drover.identity.AccessStamps;
import io.drover.identity.Certificates;
import io.drover.identity.EffectivePolicies;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyVersions;
import io.drover.identity.ServerAuthority;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobMembership;
import io.drover.jobs.JobTargets;
import io.drover.jobs.JobTasks;
import io.drover.jobs.Jobs;
import io.drover.jobs.ManagedExecutions;
import io.drover.jobs.TargetAssociation;
import io.drover.jobs.templates.JobTemplates;
import io.drover.jobs.templates.ManagedTemplates;
import io.drover.jobs.templates.TemplatedJobs;
import io.drover.registry.Arrivals;
import io.drover.registry.BillingGroupMembers;
import io.drover.registry.BillingGroups;
import io.drover.registry.Departures;
import io.drover.registry.DynamicMembers;
import io.drover.registry.DynamicThingGroups;
import io.drover.registry.Lineage;
import io.drover.registry.RegistryChange;
import io.drover.registry.RegistryChange.OfMembership;
import io.drover.registry.RegistryChange.ThingCreated;
import io.drover.registry.RegistryChange.ThingDeleted;
import io.drover.registry.RegistryChange.ThingPrincipalAttached;
import io.drover.registry.RegistryChange.ThingPrincipalDetached;
import io.drover.registry.RegistryConfig;
import io.drover.registry.SweepMembersTask;
import io.drover.registry.ThingGroupMembers;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import io.drover.registry.ThingName;
import io.drover.registry.ThingPrincipals;
import io.drover.registry.ThingTypes;
import io.drover.registry.Things;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.ResourceTags;
import io.drover.tags.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All features, and what one has to be told that another knows.
final class Features {
  private final Database database;
  private final Tags tagStore = new Tags();
  private final AccessStamps stamps = new AccessStamps();
  private final Lineage lineage = new Lineage();

  final Things things;
  final ThingTypes types;
  final BillingGroups billingGroups;
  final BillingGroupMembers billed;
  final ThingGroups groups;
  final DynamicThingGroups dynamic;
  final ThingGroupMembers members;
  final ThingPrincipals principals;
  private final Departures departures;

  final AccessNews accessNews;
  final Certificates certificates;
  final Policies policies;
  final PolicyVersions versions;
  final PolicyAttachments attachments;
  final EffectivePolicies effectivePolicies;

  final Jobs jobs;
  final JobExecutions executions;
  final TargetAssociation association;
  final ManagedExecutions managedExecutions;
  final JobTasks jobTasks;
  final JobTemplates jobTemplates;
  final ManagedTemplates managedTemplates;
  final TemplatedJobs templatedJobs;

  final Connectivity connectivity;
  final ConnectivityRecorder recorder;
  final Shadows shadows;
  final FleetIndex index;
  final FleetMetrics metrics;
  final DynamicGroups dynamicGroups;

  final ResourceTags tags;
  final EventConfigurations events;

  Features(
      Database database,
      Changes changes,
      ServerAuthority authority,
      ObjectStorage storage,
      Path indexFolder,
      String node,
      Arns arns,
      RegistryConfig registry) {
    this.database = database;
    JobDocuments documents = new JobDocuments(database, storage);
    executions = new JobExecutions(database, changes, documents);

    accessNews = new AccessNews(database, stamps, node);
    policies = new Policies(database, arns, stamps, tagStore);
    versions = new PolicyVersions(database, stamps);
    attachments = new PolicyAttachments(database, arns, stamps, lineage::ofGroup);
    effectivePolicies = new EffectivePolicies(database, stamps);
    certificates = new Certificates(database, changes, arns, stamps, authority, this::hasThings);

    connectivity = new Connectivity(database, changes, lineage::isThing, node);
    recorder = new ConnectivityRecorder(connectivity);
    JobMembership membership = new JobMembership(database, changes);
    Arrivals arrivals = new Arriving(membership);
    departures = new Leaving(membership);
    things = new Things(database, changes, arns, departures);
    types = new ThingTypes(database, changes, arns, tagStore, registry.typeDeletionWait());
    billingGroups = new BillingGroups(database, arns, tagStore);
    billed = new BillingGroupMembers(database, changes);
    groups = new ThingGroups(database, changes, arns, tagStore, arrivals, departures);
    dynamic = new DynamicThingGroups(database, groups);
    members = new ThingGroupMembers(database, changes, arrivals, departures);
    principals = new ThingPrincipals(database, changes, arns, certificates::exists);
    changes.follow(RegistryChange.class, this::thingMoved);

    JobTargets targets = new JobTargets(arns, things, groups);
    jobs = new Jobs(database, changes, documents, targets, arns, tagStore);
    association = new TargetAssociation(database, changes, targets);
    managedExecutions = new ManagedExecutions(database, changes);
    jobTasks = new JobTasks(database, changes, tagStore);
    jobTemplates = new JobTemplates(database, jobs, documents, arns, tagStore);
    managedTemplates = new ManagedTemplates(arns);
    templatedJobs = new TemplatedJobs(jobs, jobTemplates, managedTemplates, arns);

    shadows = new Shadows(database, changes);
    DynamicMembers dynamicMembers = new DynamicMembers(changes, arrivals, departures);
    index = new FleetIndex(database, shadows, connectivity, dynamicMembers, indexFolder);
    dynamicGroups = new DynamicGroups(index, dynamic, dynamicMembers);
    index.usedBy(dynamicGroups);
    metrics = new FleetMetrics(database, index, arns, tagStore);

    events = new EventConfigurations(database);
    tags =
        new ResourceTags(
            database,
            arns,
            tagStore,
            Map.of(
                "thinggroup", groups::exists,
                "thingtype", types::exists,
                "billinggroup", billingGroups::exists,
                "policy", policies::exists,
                "fleetmetric", metrics::exists,
                "job", jobs.taggable(),
                "jobtemplate", jobTemplates::exists));
  }

  private boolean hasThings(Reading reading, String principalArn) {
    return principals.hasThings(reading, principalArn);
  }

  /// What a connection may do can depend on its thing's groups and principals.
  private void thingMoved(RegistryChange change) {
    switch (change) {
      case ThingCreated created -> stamps.moved(created.thing().value());
      case ThingDeleted deleted -> stamps.moved(deleted.thing().value());
      case OfMembership moved -> stamps.moved(moved.thing().value());
      case ThingPrincipalAttached(_, ThingName thing, _) -> stamps.moved(thing.value());
      case ThingPrincipalDetached(_, ThingName thing, _) -> stamps.moved(thing.value());
      case RegistryChange.ThingGroupDeleted _ -> stamps.allMoved();
      case RegistryChange.ThingUpdated _,
          RegistryChange.OfThingType _,
          RegistryChange.ThingBilled _,
          RegistryChange.ThingGroupCreated _,
          RegistryChange.ThingGroupUpdated _ -> {}
    }
  }

  boolean isThing(String name) {
    return database.read(reading -> lineage.isThing(reading, name));
  }

  boolean isAttached(String thing, String principalArn) {
    return database.read(reading -> principals.isAttached(reading, thing, principalArn));
  }

  /// The thing that a principal is attached to exclusively.
  Optional<String> exclusiveThing(String principalArn) {
    return database
        .read(reading -> principals.exclusiveThing(reading, principalArn))
        .map(ThingName::value);
  }

  /// The names of the groups of a thing and of all groups above them.
  List<String> groupsOf(String thing) {
    return database.read(reading -> lineage.ofThing(reading, thing));
  }

  /// Sweeps what is left of deleted groups.
  SweepMembersTask sweep() {
    return new SweepMembersTask(database, departures);
  }

  private record Arriving(JobMembership jobs) implements Arrivals {
    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {
      jobs.joined(tx, group, thing, name.value(), now);
    }

    @Override
    public void group(Transaction tx, long group, long parent) {
      jobs.groupCreated(tx, group, parent);
    }
  }

  private final class Leaving implements Departures {
    private final JobMembership jobs;

    Leaving(JobMembership jobs) {
      this.jobs = jobs;
    }

    @Override
    public void thing(Transaction tx, long id, ThingName name, Instant now) {
      executions.thingDeleted(tx, id, name.value(), now);
      connectivity.thingDeleted(tx, name.value());
    }

    @Override
    public void group(Transaction tx, ThingGroupName name) {
      attachments.forgetGroup(tx, name.value());
    }

    @Override
    public void member(Transaction tx, long group, long thing, ThingName name, Instant now) {
      jobs.left(tx, group, thing, now);
    }

    @Override
    public boolean concernsMembers(Reading reading, long group) {
      return jobs.concerns(reading, group);
    }
  }
}

package io.drover;

import io.drover.api.data.ConnectionOperations;
import io.drover.api.data.Connections;
import io.drover.api.data.Publish;
import io.drover.api.data.Retained;
import io.drover.api.data.RetainedOperations;
import io.drover.api.events.EventOperations;
import io.drover.api.fleetindex.FleetIndexOperations;
import io.drover.api.fleetmetrics.FleetMetricOperations;
import io.drover.api.http.Operations;
import io.drover.api.http.contract.Contract;
import io.drover.api.http.contract.Service;
import io.drover.api.identity.IdentityOperations;
import io.drover.api.jobs.JobTemplateOperations;
import io.drover.api.jobs.JobsOperations;
import io.drover.api.jobsdata.JobsDataOperations;
import io.drover.api.registry.BillingGroupOperations;
import io.drover.api.registry.DescribeEndpoint;
import io.drover.api.registry.DynamicGroupOperations;
import io.drover.api.registry.RegistryOperations;
import io.drover.api.registry.ThingTypeOperations;
import io.drover.api.shadow.ShadowOperations;
import io.drover.api.tags.TagOperations;
import io.drover.arn.Arns;
import java.time.InstantSource;

/// Every operation that this server serves.
final class ServedOperations {
  private ServedOperations() {}

  static Operations of(
      Features features,
      Arns arns,
      String publicHost,
      Publish publish,
      Connections connections,
      Retained retained,
      InstantSource clock) {
    Operations operations = new Operations(Contract.load());
    operations.add(
        Service.IOT,
        new RegistryOperations(
                features.things,
                features.groups,
                features.members,
                features.principals,
                arns,
                clock)
            .all());
    operations.add(
        Service.IOT,
        new DynamicGroupOperations(features.dynamicGroups, features.dynamic, arns, clock).all());
    operations.add(Service.IOT, new ThingTypeOperations(features.types, arns, clock).all());
    operations.add(
        Service.IOT,
        new BillingGroupOperations(features.billingGroups, features.billed, arns, clock).all());
    operations.add(Service.IOT, new EventOperations(features.events, clock).all());
    operations.add(
        Service.IOT,
        new IdentityOperations(
                features.certificates,
                features.policies,
                features.versions,
                features.attachments,
                arns,
                clock)
            .all());
    operations.add(
        Service.IOT,
        new JobsOperations(
                features.jobs,
                features.templatedJobs,
                features.association,
                features.managedExecutions,
                arns,
                clock)
            .all());
    operations.add(
        Service.IOT,
        new JobTemplateOperations(features.jobTemplates, features.managedTemplates, arns, clock)
            .all());
    operations.add(Service.IOT, new FleetIndexOperations(features.index, arns).all());
    operations.add(Service.IOT, new FleetMetricOperations(features.metrics, arns, clock).all());
    operations.add(Service.IOT, new TagOperations(features.tags).all());
    operations.add(Service.IOT, new DescribeEndpoint(publicHost));
    operations.add(Service.IOT_DATA, publish);
    operations.add(Service.IOT_DATA, new ConnectionOperations(connections, arns).all());
    operations.add(Service.IOT_DATA, new RetainedOperations(retained, arns).all());
    operations.add(Service.IOT_DATA, new ShadowOperations(features.shadows, arns, clock).all());
    operations.add(
        Service.IOT_JOBS_DATA, new JobsDataOperations(features.executions, arns, clock).all());
    return operations;
  }
}

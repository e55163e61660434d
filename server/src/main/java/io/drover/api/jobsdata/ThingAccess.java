package io.drover.api.jobsdata;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;

/// Who may do what with the jobs of a thing. Policies know these actions under two names,
/// `iot:UpdateJobExecution` and `iotjobsdata:UpdateJobExecution`, say; it suffices that one is
/// allowed and not denied.
public record ThingAccess(Arns arns) {

  void require(Caller caller, String operation, String thing) {
    String resource = arns.of("thing", thing);
    if (!caller.permissions().allows("iot:" + operation, resource)) {
      caller.require("iotjobsdata:" + operation, resource);
    }
  }
}

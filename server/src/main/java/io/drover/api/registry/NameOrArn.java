package io.drover.api.registry;

import io.drover.arn.Arns;
import io.drover.registry.BillingGroupName;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// Reads requests that name a thing, a group or a billing group by name, by ARN, or by both if they
/// agree.
final class NameOrArn {
  private NameOrArn() {}

  static ThingName thing(@Nullable String name, @Nullable String arn, Arns arns) {
    if (name == null && arn == null) {
      throw invalid("Both thingArn and thingName are empty. Need to specify at least one of them");
    }
    String mismatch = "ThingName thingArn does not match specified thingName in request";
    return new ThingName(resolve(name, arn, arns, "thing", mismatch));
  }

  static ThingGroupName group(@Nullable String name, @Nullable String arn, Arns arns) {
    if (name == null && arn == null) {
      throw invalid(
          "Both thingGroupArn and thingGroupName are empty. Need to specify at least one of them");
    }
    String mismatch =
        "ThingGroupName thingGroupArn does not match specified thingGroupName in request";
    return new ThingGroupName(resolve(name, arn, arns, "thinggroup", mismatch));
  }

  static BillingGroupName billingGroup(@Nullable String name, @Nullable String arn, Arns arns) {
    if (name == null && arn == null) {
      throw invalid("Both billingGroupName and billingGroupArn cannot be null");
    }
    String mismatch = "billingGroupArn does not match specified billingGroupName in request";
    return new BillingGroupName(resolve(name, arn, arns, "billinggroup", mismatch));
  }

  private static String resolve(
      @Nullable String name, @Nullable String arn, Arns arns, String kind, String mismatch) {
    if (arn == null) {
      return name == null ? "" : name;
    }
    String named =
        arns.id(kind, arn)
            .orElseThrow(() -> invalid("The ARN is not one of a " + kind + " of this account."));
    if (name != null && !name.equals(named)) {
      throw invalid(mismatch);
    }
    return named;
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}

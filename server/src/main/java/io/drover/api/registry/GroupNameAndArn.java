package io.drover.api.registry;

import io.drover.arn.Arns;
import io.drover.registry.ThingGroupName;
import java.util.List;

/// A group in a list of groups.
public record GroupNameAndArn(String groupName, String groupArn) {

  static List<GroupNameAndArn> of(List<ThingGroupName> names, Arns arns) {
    return names.stream()
        .map(name -> new GroupNameAndArn(name.value(), arns.of("thinggroup", name.value())))
        .toList();
  }
}

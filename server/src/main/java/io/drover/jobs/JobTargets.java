package io.drover.jobs;

import io.drover.arn.Arns;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import io.drover.registry.ThingName;
import io.drover.registry.Things;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Reading;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds in the registry what the targets of jobs name.
public final class JobTargets {
  static final int MOST = 100;

  private final Arns arns;
  private final Things things;
  private final ThingGroups groups;

  public JobTargets(Arns arns, Things things, ThingGroups groups) {
    this.arns = arns;
    this.things = things;
    this.groups = groups;
  }

  /// Internal ids of the things and groups that were named, and of the groups below those.
  record Resolved(SortedSet<Long> things, SortedSet<Long> groups, SortedSet<Long> below) {
    List<Long> allGroups() {
      return Stream.concat(groups.stream(), below.stream()).toList();
    }
  }

  /// Refuses more than 100 targets, what is no ARN of a thing or thing group of this account, and
  /// those that do not exist.
  Resolved resolve(Reading reading, List<String> targets) {
    if (targets.isEmpty()) {
      throw new InvalidRequest("A job needs at least one target.").toException();
    }
    if (targets.size() > MOST) {
      throw new LimitExceeded("A job has at most " + MOST + " targets.").toException();
    }
    Resolved resolved = new Resolved(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    targets.forEach(arn -> resolve(reading, arn, resolved));
    resolved.groups().forEach(id -> resolved.below().addAll(groups.withDescendants(reading, id)));
    resolved.below().removeAll(resolved.groups());
    return resolved;
  }

  private void resolve(Reading reading, String arn, Resolved into) {
    Optional<String> thing = arns.id("thing", arn);
    Optional<String> group = arns.id("thinggroup", arn);
    if (thing.isPresent()) {
      into.things().add(found(things.id(reading, new ThingName(thing.get())), arn));
    } else if (group.isPresent()) {
      into.groups().add(group(reading, group.get()));
    } else {
      throw new InvalidRequest(
              "The target " + arn + " is no ARN of a thing or thing group of this account.")
          .toException();
    }
  }

  private long group(Reading reading, String name) {
    return found(groups.id(reading, new ThingGroupName(name)), "thing group " + name);
  }

  private static long found(Optional<Long> id, String what) {
    return id.orElseThrow(
        () -> new ResourceNotFound("The target " + what + " does not exist.").toException());
  }
}

package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Groups together with the groups above them, from which they inherit.
public final class Lineage {
  private final ThingGroupStore groups = new ThingGroupStore();
  private final ThingStore things = new ThingStore();
  private final MemberStore members = new MemberStore();

  /// The names of a group that policies can be attached to, and of its ancestors; empty when there
  /// is no such group. A dynamic group takes no policies, and is refused.
  public List<String> ofGroup(Reading reading, String name) {
    Set<String> names = new LinkedHashSet<>();
    if (Alphabet.isName(name)) {
      groups
          .place(reading, new ThingGroupName(name))
          .ifPresent(
              group -> {
                requireStatic(group);
                add(reading, group, names);
              });
    }
    return List.copyOf(names);
  }

  private static void requireStatic(GroupOfThing group) {
    if (group.dynamic()) {
      throw new InvalidRequest(
              "Thing group " + group.name() + " is dynamic, and cannot have policies.")
          .toException();
    }
  }

  /// The names of the groups that a thing is in and of all their ancestors; empty when there is no
  /// such thing.
  public List<String> ofThing(Reading reading, String name) {
    Set<String> names = new LinkedHashSet<>();
    thing(reading, name)
        .ifPresent(
            id -> members.groupsOf(reading, id).forEach(group -> add(reading, group, names)));
    return List.copyOf(names);
  }

  /// Whether there is a thing of this name; false for names that are malformed.
  public boolean isThing(Reading reading, String name) {
    return thing(reading, name).isPresent();
  }

  private Optional<Long> thing(Reading reading, String name) {
    return Alphabet.isName(name) ? things.id(reading, new ThingName(name)) : Optional.empty();
  }

  private void add(Reading reading, GroupOfThing group, Set<String> names) {
    names.add(group.name().value());
    groups.ancestors(reading, group.id()).forEach(ancestor -> names.add(ancestor.name().value()));
  }
}

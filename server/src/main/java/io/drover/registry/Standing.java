package io.drover.registry;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which groups a thing is in: how many static ones, and which dynamic ones by their ids.
public record Standing(int statics, Set<Long> dynamics) {
  public Standing {
    dynamics = Set.copyOf(dynamics);
  }

  static Standing of(List<GroupOfThing> groups) {
    Set<Long> dynamics =
        groups.stream()
            .filter(GroupOfThing::dynamic)
            .map(GroupOfThing::id)
            .collect(Collectors.toSet());
    return new Standing(groups.size() - dynamics.size(), dynamics);
  }

  /// The dynamic groups that the thing shall be in: of those whose queries find it the oldest, as
  /// many as it has room for. This is where it ends when an older group takes the place of the
  /// youngest, in whatever order they come.
  ///
  /// @param asked the groups whose queries were asked; in all others the thing stays if there is
  ///   room
  /// @param finding those of them whose queries find it
  public Set<Long> wanted(Collection<Long> asked, Collection<Long> finding) {
    TreeSet<Long> oldest = new TreeSet<>(dynamics);
    oldest.removeAll(new HashSet<>(asked));
    oldest.addAll(finding);
    int room = Math.max(0, ThingGroupMembers.MOST_GROUPS - statics);
    return oldest.stream().limit(room).collect(Collectors.toSet());
  }
}

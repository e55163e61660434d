package io.drover.registry;

import java.util.List;
import java.util.TreeMap;

/// Merges the members of many groups into the first `most` of all, each thing once.
final class FirstMembers {
  private final int most;
  private final TreeMap<Long, Member> members = new TreeMap<>();

  FirstMembers(int most) {
    this.most = most;
  }

  /// Only members with ids before this one can still be among the first.
  long before() {
    return members.size() < most ? Long.MAX_VALUE : members.lastKey();
  }

  void add(List<Member> more) {
    more.forEach(member -> members.put(member.id(), member));
    while (members.size() > most) {
      members.pollLastEntry();
    }
  }

  List<Member> list() {
    return List.copyOf(members.values());
  }
}

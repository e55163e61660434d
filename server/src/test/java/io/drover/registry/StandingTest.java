package io.drover.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StandingTest {

  @Test
  void aThingGoesWhereItIsFoundAndLeavesWhereItIsNot() {
    Standing standing = new Standing(2, Set.of(1L, 2L));
    assertThat(standing.wanted(ids(1, 3), ids(2, 3))).isEqualTo(ids(2, 3));
  }

  @Test
  void whereNothingWasAskedItStays() {
    assertThat(new Standing(0, Set.of(1L, 2L)).wanted(Set.of(), Set.of())).isEqualTo(ids(1, 2));
  }

  @Test
  void anOlderGroupTakesThePlaceOfTheYoungest() {
    Standing full = new Standing(8, Set.of(5L, 7L));
    assertThat(full.wanted(Set.of(3L), Set.of(3L))).isEqualTo(Set.of(3L, 5L));
    assertThat(full.wanted(Set.of(9L), Set.of(9L))).isEqualTo(Set.of(5L, 7L));
  }

  @Test
  void tenStaticGroupsLeaveNoRoom() {
    assertThat(new Standing(10, Set.of()).wanted(Set.of(1L), Set.of(1L))).isEmpty();
  }

  /// The rule as AWS states it, one group after the other, in any order.
  @Property
  void theOrderInWhichGroupsComeMakesNoDifference(
      @ForAll @IntRange(max = 10) int statics,
      @ForAll @IntRange(max = 20) int groups,
      @ForAll Random random) {
    List<Long> coming = new ArrayList<>(ids(1, groups));
    Collections.shuffle(coming, random);
    TreeSet<Long> in = new TreeSet<>();
    for (Long group : coming) {
      if (statics + in.size() >= 10 && !in.isEmpty() && in.last() > group) {
        in.pollLast();
      }
      if (statics + in.size() < 10) {
        in.add(group);
      }
    }
    assertThat(new Standing(statics, Set.of()).wanted(coming, coming)).isEqualTo(in);
  }

  private static Set<Long> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().collect(Collectors.toSet());
  }
}

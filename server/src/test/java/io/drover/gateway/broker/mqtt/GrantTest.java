package io.drover.gateway.broker.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final int LARGEST_IDENTIFIER = 268_435_455;

  @Test
  void optionsAndIdentifierAreOneNumber() {
    for (Grant grant :
        List.of(
            Grant.plain(0),
            Grant.plain(2),
            new Grant(1, true, false, List.of()),
            new Grant(2, false, true, List.of(1)),
            new Grant(2, true, true, List.of(LARGEST_IDENTIFIER)))) {
      assertThat(Grant.ofOptions(grant.options())).isEqualTo(grant);
    }
  }

  @Test
  void subscriptionsToTheSameMessageBearTheIdentifiersOfAll() {
    Grant seven = new Grant(0, true, false, List.of(7));
    Grant other = new Grant(2, false, true, List.of(9));
    assertThat(seven.and(other)).isEqualTo(new Grant(2, false, true, List.of(7, 9)));
    assertThat(seven.and(seven).identifiers()).containsExactly(7, 7);
    assertThat(seven.and(Grant.plain(1))).isEqualTo(new Grant(1, false, false, List.of(7)));
    assertThat(Grant.plain(1).and(Grant.plain(1))).isSameAs(Grant.plain(1));
  }

  @Test
  void lowerQosLeavesTheRest() {
    assertThat(new Grant(2, true, false, List.of(7)).atMost(1))
        .isEqualTo(new Grant(1, true, false, List.of(7)));
    assertThat(Grant.plain(2).atMost(1)).isSameAs(Grant.plain(1));
  }
}

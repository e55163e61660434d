package io.drover.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private static final Listing THINGS = new Listing("things", 25);

  @Test
  void firstPageStartsAtTheGivenBeginning() {
    PageRequest request = THINGS.request(null, null);
    assertThat(request.size()).isEqualTo(25);
    assertThat(request.rows()).isEqualTo(26);
    assertThat(request.after(0, "")).isEmpty();
    assertThat(request.after(1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nextPageStartsAfterTheLastItem() {
    Page<Integer> page =
        THINGS.page(
            List.of(3, 5, 7),
            THINGS.request(null, 2),
            number -> List.of("grün\0" + number, number.toString()));
    assertThat(page.items()).containsExactly(3, 5);
    PageRequest next = THINGS.request(page.nextToken(), 2);
    assertThat(next.after(0, "")).isEqualTo("grün\0" + 5);
    assertThat(next.after(1, 0)).isEqualTo(5);
  }

  @Test
  void lastPageHasNoToken() {
    Page<Integer> page =
        THINGS.page(List.of(3, 5), THINGS.request(null, 2), number -> List.of(number.toString()));
    assertThat(page.nextToken()).isNull();
    assertThat(page.map(number -> "n" + number).items()).containsExactly("n3", "n5");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 251})
  void sizesOutOfRangeAreRefused(int size) {
    assertRefused(null, size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "not base64!", "AAAAAAE", "AAAAAAEAAWE"})
  void malformedTokensAreRefused(String token) {
    assertRefused(token, null);
  }

  @Test
  void tokensOfAnotherListAreRefused() {
    assertRefused(new Listing("groups", 25).token(List.of("a")), null);
  }

  @Test
  void keysOfAnotherFormAreRefused() {
    PageRequest request = THINGS.request(THINGS.token(List.of("a")), null);
    assertThatThrownBy(() -> request.after(0, 0L)).isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> request.after(1, "")).isInstanceOf(RejectedException.class);
  }

  private static void assertRefused(@Nullable String token, @Nullable Integer size) {
    assertThatThrownBy(() -> THINGS.request(token, size))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.rejection()).isInstanceOf(InvalidRequest.class));
  }
}

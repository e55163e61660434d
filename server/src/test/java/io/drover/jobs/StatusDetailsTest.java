package io.drover.jobs;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusDetailsTest {

  @Test
  void tenPairsOfLongestKeysAndValuesAreKeptAsTheyAre() {
    Map<String, String> details = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      details.put(i + "k".repeat(127), "\u00e9\ud83d\ude80\"" + "v".repeat(1_021));
    }
    StatusDetails.check(details);
    assertThat(StatusDetails.read(StatusDetails.spell(details))).isEqualTo(details);
  }

  @Test
  void anEleventhPairIsRefused() {
    Map<String, String> details = new HashMap<>();
    for (int i = 0; i < 11; i++) {
      details.put("k" + i, "v");
    }
    refusal(InvalidRequest.class, () -> StatusDetails.check(details));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "\u00e9"})
  void keysOfOtherCharactersAreRefused(String key) {
    refusal(InvalidRequest.class, () -> StatusDetails.check(Map.of(key, "v")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\tb", "\u0000", "\u200b"})
  void emptyValuesAndControlCharactersAreRefused(String value) {
    refusal(InvalidRequest.class, () -> StatusDetails.check(Map.of("k", value)));
  }

  @Test
  void tooLongKeysAndValuesAreRefused() {
    refusal(InvalidRequest.class, () -> StatusDetails.check(Map.of("k".repeat(129), "v")));
    refusal(InvalidRequest.class, () -> StatusDetails.check(Map.of("k", "v".repeat(1_025))));
  }

  @Test
  void noDetailsAreSpeltAsNothing() {
    assertThat(StatusDetails.spell(Map.of())).isNull();
    assertThat(StatusDetails.read(null)).isEmpty();
  }
}

package io.drover.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void namesAreUpTo128LettersDigitsAndMarks() {
    assertThat(new ThingName("aZ09:_-").value()).isEqualTo("aZ09:_-");
    assertThat(new ThingGroupName("g".repeat(128)).value()).hasSize(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä", "a+", "#", "$aws", "a.b"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> new ThingName(name)).isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> new ThingGroupName(name)).isInstanceOf(RejectedException.class);
  }

  @Test
  void longerNamesAreRefused() {
    assertThatThrownBy(() -> new ThingName("a".repeat(129))).isInstanceOf(RejectedException.class);
  }
}

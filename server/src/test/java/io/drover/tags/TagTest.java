package io.drover.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

  @Test
  void lettersOfAnyScriptAndSpacesAreAllowed() {
    assertThat(new Tag("Größe 大:x", "a b_.:/=+-@").value()).isEqualTo("a b_.:/=+-@");
    assertThat(new Tag("k".repeat(128), "v".repeat(256)).key()).hasSize(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a#b", "aws:x", "AWS:x", "a\n"})
  void otherKeysAreRefused(String key) {
    assertThatThrownBy(() -> new Tag(key, "v")).isInstanceOf(RejectedException.class);
  }

  @Test
  void longerOnesAreRefused() {
    assertThatThrownBy(() -> new Tag("k".repeat(129), "")).isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> new Tag("k", "v".repeat(257))).isInstanceOf(RejectedException.class);
  }
}

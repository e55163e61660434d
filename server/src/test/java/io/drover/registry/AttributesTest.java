package io.drover.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.rejection.RejectedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {
  private static final Attributes STORED = Attributes.NONE.with(Map.of("a", "1", "b", "2"));

  @Test
  void withoutMergeNewAttributesReplaceAllOthers() {
    assertThat(new AttributeUpdate(Map.of("a", "3"), false).appliedTo(STORED).values())
        .isEqualTo(Map.of("a", "3"));
  }

  @Test
  void withMergeOtherAttributesStay() {
    assertThat(new AttributeUpdate(Map.of("c", "3"), true).appliedTo(STORED).values())
        .isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @Test
  void emptyValuesTakeAttributesAway() {
    assertThat(new AttributeUpdate(Map.of("b", ""), true).appliedTo(STORED).values())
        .isEqualTo(Map.of("a", "1"));
    assertThat(new AttributeUpdate(Map.of("b", ""), false).appliedTo(STORED).values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a,1 2", "a b,1", "'',1", "a,ü", "=,1"})
  void foreignCharactersAreRefused(String name, String value) {
    assertThatThrownBy(() -> Attributes.NONE.with(Map.of(name, value)))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void theDocumentedCharactersAreAllAllowed() {
    Attributes attributes = Attributes.NONE.with(Map.of("aZ09_.,@/:#-", "aZ09_.,@/:#=[]-"));
    assertThat(Attributes.parse(attributes.json())).isEqualTo(attributes);
  }

  @Test
  void lengthsAreBounded() {
    assertThat(Attributes.NONE.with(Map.of("n".repeat(128), "v".repeat(800))).values()).hasSize(1);
    assertThatThrownBy(() -> Attributes.NONE.with(Map.of("n".repeat(129), "v")))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> Attributes.NONE.with(Map.of("n", "v".repeat(801))))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void theirWholeSizeIsBounded() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 61; i++) {
      many.put("n" + i, "v".repeat(790));
    }
    assertThatThrownBy(() -> Attributes.NONE.with(many))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("47 KB");
  }

  @Test
  void theirNumberIsBoundedByTheirOwner() {
    assertThat(STORED.atMost(2, "A thing")).isEqualTo(STORED);
    assertThatThrownBy(() -> STORED.atMost(1, "A thing"))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("at most 1");
  }
}

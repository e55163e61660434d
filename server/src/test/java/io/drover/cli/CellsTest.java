package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellsTest {
  @Test
  void ordersToTheTerminalAreTakenOutOfText() {
    assertThat(Cells.clean("\u001b[2J\u001b]0;title\u0007gone")).isEqualTo("?[2J?]0;title?gone");
    assertThat(Cells.clean("\u009b31mred\u007f")).isEqualTo("?31mred?");
    assertThat(Cells.clean("two\r\nlines\tand\u2028more")).isEqualTo("two  lines and more");
  }

  @Test
  void marksThatTurnTheDirectionOrHideAreDropped() {
    assertThat(Cells.clean("ab\u202ecd\u2066e\u200bf\ufeff")).isEqualTo("abcdef");
  }

  @Test
  void halfACharacterIsReplaced() {
    assertThat(Cells.clean("a\ud83db")).isEqualTo("a?b");
  }

  @Test
  void whatIsDrawnWideCountsTwice() {
    assertThat(Cells.width("pump")).isEqualTo(4);
    assertThat(Cells.width("水泵")).isEqualTo(4);
    assertThat(Cells.width("e\u0301")).isEqualTo(1);
    assertThat(Cells.width("🚀")).isEqualTo(2);
    assertThat(Cells.width("ü█…")).isEqualTo(3);
  }

  @Test
  void aCutNeverSplitsWhatReadersTakeForOneCharacter() {
    assertThat(Cells.cut("水泵水泵", 4, "~")).isEqualTo("水~");
    assertThat(Cells.cut("ae\u0301ae\u0301", 3, "~")).isEqualTo("ae\u0301~");
    assertThat(Cells.cut("🚀🚀", 3, "~")).isEqualTo("🚀~");
    assertThat(Cells.cut("abc", 3, "~")).isEqualTo("abc");
    assertThat(Cells.cut("abc", 0, "~")).isEmpty();
  }

  @Property(tries = 500)
  void whateverTheTextAndTheRoomNothingHarmfulOrTooWideIsLeft(
      @ForAll String text, @ForAll @IntRange(max = 40) int room) {
    String cut = Cells.cut(Cells.clean(text), room, "…");

    assertThat(Cells.width(cut)).isLessThanOrEqualTo(room);
    assertThat(cut.codePoints().filter(Character::isISOControl)).isEmpty();
  }
}

package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    @Test
    void shortTextIsOnePart() {
        assertThat(TextParts.of(" Hi ")).containsExactly("Hi");
        assertThat(TextParts.of("  ")).containsExactly("…");
    }

    @Test
    void longTextIsCutWhereOneWouldTakeABreath() {
        String paragraph = "word ".repeat(600).strip() + ".";
        List<String> parts = TextParts.of(paragraph + "\n\n" + paragraph);
        assertThat(parts).containsExactly(paragraph, paragraph);
    }

    @Test
    void noPartIsTooLongAndNoCharacterIsCutInTwo() {
        for (String unit : new String[] {"😀", "a", "字", "ab😀 "}) {
            List<String> parts = TextParts.of(unit.repeat(5000));
            assertThat(parts)
                    .allMatch(part -> part.length() <= TextParts.LIMIT)
                    .noneMatch(part -> Character.isLowSurrogate(part.charAt(0)))
                    .noneMatch(part -> Character.isHighSurrogate(part.charAt(part.length() - 1)));
        }
    }

    @Test
    void whatIsBeyondAllMeasureIsLeftOut() {
        List<String> parts = TextParts.of("a".repeat(100_000));
        assertThat(parts).hasSize(8).last().asString().endsWith("…");
    }
}

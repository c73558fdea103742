package dev.vignette.conversation.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any text at all, seeded cases of arbitrary characters as well as pieces of what chat and Markdown are made of. */
class SpeakableTextPropertyTest {
    private static final String[] PIECES = {
        "Hello",
        "hola",
        "你好",
        "3.14",
        "1,234",
        "2026-11-22",
        "10:30",
        "$5",
        "50%",
        "-5°C",
        "5 km",
        "1st",
        "v1.2",
        "12-20",
        "1/2",
        "**",
        "*",
        "_",
        "`",
        "```",
        "#",
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a |",
        "|---|",
        "\n",
        "\n\n",
        " ",
        "  ",
        "<think>",
        "</think>",
        "<@1>",
        "<#2|x>",
        "[a](",
        "http://a.b/c",
        ")",
        "(",
        "[",
        "]",
        "<",
        ">",
        "!",
        "?",
        "...",
        "。",
        "，",
        "¿",
        "¡",
        "…",
        "😀",
        "\u200D",
        "\uFE0F",
        "\u202E",
        "\uD83D",
        "&",
        "/",
        "@",
        "=",
        "+",
        "x",
        "2",
        "个",
        "年",
        "e.g.",
        "Dr.",
        "p. m.",
        "etc.",
        "<|im_end|>",
        "'",
        "\"",
        "“",
        ":smile:",
        ":)",
        "~",
        "\\",
        "a@b.co",
        "°",
        "²",
        "0",
        "007",
        "1e9",
        "9999999999999999",
    };

    private static final Language[] LANGUAGES = {Language.ENGLISH, Language.SPANISH, Language.CHINESE, Language.of("fr")
    };

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static String written(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> pieces(random, 25, "");
            case 1 -> pieces(random, 15, " ");
            default ->
                random.ints(random.nextInt(60), 0, 0x10000)
                        .mapToObj(unit -> String.valueOf((char) unit))
                        .collect(Collectors.joining());
        };
    }

    private static String pieces(SplittableRandom random, int most, String between) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> PIECES[random.nextInt(PIECES.length)])
                .collect(Collectors.joining(between));
    }

    private static Language language(SplittableRandom random) {
        return LANGUAGES[random.nextInt(LANGUAGES.length)];
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isOneLineWithoutMarkup(long seed) {
        var random = new SplittableRandom(seed);
        String text = SpeakableText.of(written(random), language(random)).text();
        assertThat(text).doesNotContainPattern("[\\n\\r\\t*_#`|<>\\[\\]{}~\\\\\\p{Cc}\\p{Cf}\\p{Cs}]");
        assertThat(text).isEqualTo(text.strip()).doesNotContain("  ");
        assertThat(text).matches("|.*[.!?…。！？]");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysAsItIs(long seed) {
        var random = new SplittableRandom(seed);
        String written = written(random);
        Language language = language(random);
        SpeakableText once = SpeakableText.of(written, language);
        assertThat(SpeakableText.of(once.text(), language)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverTakesLongerThanItsBudget(long seed) {
        var random = new SplittableRandom(seed);
        Duration budget = Duration.ofSeconds(random.nextInt(1, 31));
        assertThat(SpeakableText.of(written(random), language(random))
                        .within(budget)
                        .estimate())
                .isLessThanOrEqualTo(budget);
    }

    /** Long runs of one thing are what overflows stacks and makes regular expressions take for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1,",
                "1 ",
                "1.2.",
                "1-",
                "12 345 ",
                "1/",
                "1:",
                "(",
                "[",
                "<",
                "> ",
                "- ",
                "*a ",
                "_a",
                "`",
                "a/",
                "a@",
                ":a",
                "f0",
                "!?",
                "(smiles ",
                "(微笑",
                "<think>",
                "</think>",
                "Dr. ",
                "的",
                "😀",
                "| a ",
                "![",
                "**",
                "\n> - "
            })
    void survivesLongRuns(String repeated) {
        Language language = LANGUAGES[repeated.length() % LANGUAGES.length];
        assertThat(SpeakableText.of(repeated.repeat(20_000 / repeated.length()), language)
                        .text())
                .hasSizeLessThan(40 * SpeakableText.LONGEST);
    }
}

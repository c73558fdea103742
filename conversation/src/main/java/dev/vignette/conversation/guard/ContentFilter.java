package dev.vignette.conversation.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the few things that are never simply answered, by phrases in {@code blocked.tsv}, compared after folding. It is
 * kept small on purpose: phrases that a harmless sentence would contain do more harm than good. A model's judgement can
 * be added beside it; this works without one.
 */
public final class ContentFilter {
    private record Phrase(Concern concern, Pattern pattern) {}

    private static final String GAP = "( \\S+){0,4} ";
    private static final String HAN_GAP = ".{0,6}";

    private final List<Phrase> phrases;

    private ContentFilter(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    public static ContentFilter bundled() {
        String figures = lines("figures.txt").map(ContentFilter::quoted).collect(Collectors.joining("|", "(?:", ")"));
        List<Phrase> phrases = new ArrayList<>();
        lines("blocked.tsv").forEach(line -> {
            String[] columns = line.split("\t", 2);
            phrases.add(new Phrase(Concern.valueOf(columns[0]), pattern(columns[1], figures)));
        });
        return new ContentFilter(List.copyOf(phrases));
    }

    /** The gravest concern that {@code text} raises, whichever language it is in. */
    public Optional<Concern> check(String text) {
        String folded = " " + Folding.fold(text) + " ";
        String unspaced = folded.replace(" ", "");
        return phrases.stream()
                .filter(phrase -> phrase.pattern.matcher(folded).find()
                        || (isHan(phrase.pattern.pattern())
                                && phrase.pattern.matcher(unspaced).find()))
                .map(Phrase::concern)
                .min(Enum::compareTo);
    }

    /** A line of words, alternatives divided by "|", "*" for a few words between, "{figure}" for a name in the list. */
    private static Pattern pattern(String line, String figures) {
        boolean han = isHan(line);
        String joint = han ? "" : " ";
        List<String> parts = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            parts.add(
                    word.equals("*")
                            ? "*"
                            : word.equals("{figure}")
                                    ? figures
                                    : Arrays.stream(word.split("\\|", -1))
                                            .map(ContentFilter::quoted)
                                            .collect(Collectors.joining("|", "(?:", ")")));
        }
        String joined = String.join(joint, parts);
        return Pattern.compile(han ? joined.replace("*", HAN_GAP) : "(?<= )" + joined.replace(" * ", GAP) + "(?= )");
    }

    private static String quoted(String words) {
        return Folding.fold(words.replace('_', ' '));
    }

    private static boolean isHan(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    private static java.util.stream.Stream<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(ContentFilter.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

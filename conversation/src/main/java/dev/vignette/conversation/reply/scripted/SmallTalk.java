package dev.vignette.conversation.reply.scripted;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be said without knowing anything, in one language; see {@code small-talk-<language>.tsv}. The same
 * conversation always gets the same answer.
 */
final class SmallTalk {
    private static final String UNKNOWN = "UNKNOWN";

    private final Language language;
    private final Arithmetic arithmetic;
    private final Map<String, List<Pattern>> heard = new LinkedHashMap<>();
    private final Map<String, List<String>> said = new LinkedHashMap<>();

    SmallTalk(Language language) {
        this.language = language;
        this.arithmetic = new Arithmetic(language);
        for (String line : lines("small-talk-" + language.code() + ".tsv")) {
            String[] columns = line.split("\t", 3);
            if (columns[0].equals("?")) {
                heard.computeIfAbsent(columns[1], k -> new ArrayList<>())
                        .add(Pattern.compile(
                                columns[2],
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS));
            } else {
                said.computeIfAbsent(columns[1], k -> new ArrayList<>()).add(columns[2]);
            }
        }
    }

    /**
     * @param messages what the person has said in this conversation, the one to answer last
     * @param spoken how many answers came before, which varies the wording
     */
    String answer(List<String> messages, int spoken, ZonedDateTime now) {
        String message = messages.getLast();
        Optional<Arithmetic.Result> result = arithmetic.answer(message);
        if (result.isPresent()) {
            return result.get()
                    .value()
                    .map(value -> say("RESULT", spoken).replace("{value}", written(value)))
                    .orElseGet(() -> say("BY_ZERO", spoken));
        }
        String intent = intent(message);
        int turn = intent.equals("JOKE")
                ? jokesBefore(messages) + Math.floorMod(messages.getFirst().hashCode(), 5)
                : spoken;
        String name = name(messages);
        String answer = say(intent.equals("NAME_ASKED") && name.isEmpty() ? "NAME_NOT_KNOWN" : intent, turn);
        return answer.replace("{name}", name)
                .replace("{time}", now.format(DateTimeFormatter.ofPattern("H:mm")))
                .replace("{zone}", now.getZone().getDisplayName(java.time.format.TextStyle.FULL, language.locale()))
                .replace(
                        "{date}",
                        now.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                                .withLocale(language.locale())));
    }

    private String intent(String message) {
        return heard.entrySet().stream()
                .filter(e ->
                        e.getValue().stream().anyMatch(p -> p.matcher(message).find()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private int jokesBefore(List<String> messages) {
        return (int) messages.subList(0, messages.size() - 1).stream()
                .filter(m -> intent(m).equals("JOKE"))
                .count();
    }

    /** The name last given in the conversation, or nothing. */
    private String name(List<String> messages) {
        for (String message : messages.reversed()) {
            for (Pattern pattern : heard.getOrDefault("NAME_GIVEN", List.of())) {
                Matcher given = pattern.matcher(message);
                if (given.find()) {
                    String name = given.group("name");
                    return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(language.locale())
                            + name.substring(name.offsetByCodePoints(0, 1));
                }
            }
        }
        return "";
    }

    private String say(String intent, int turn) {
        List<String> answers = Objects.requireNonNull(said.get(intent), intent);
        return answers.get(Math.floorMod(turn, answers.size()));
    }

    private String written(BigDecimal value) {
        String plain = value.stripTrailingZeros().toPlainString();
        return language.equals(Language.SPANISH) ? plain.replace('.', ',') : plain;
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(SmallTalk.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

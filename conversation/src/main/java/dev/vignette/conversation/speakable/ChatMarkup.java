package dev.vignette.conversation.speakable;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The markup of Discord, Slack and Telegram that Markdown does not know: mentions, channels, custom emoji, timestamps and
 * Slack's links.
 */
final class ChatMarkup {
    private static final Pattern EVERYONE =
            Pattern.compile("<!(?:channel|everyone|here)(?:\\|[^<>]*)?>|(?<![\\w@.])@(?:everyone|channel|here|all)\\b");
    private static final Pattern CHANNEL = Pattern.compile("<#\\w+(?:\\|([^<>]*))?>");
    private static final Pattern NAMED = Pattern.compile("<[@!][&!]?[\\w^]+\\|@?([^<>]+)>");
    private static final Pattern UNNAMED = Pattern.compile("<@[&!]?\\w+>|<!(?:subteam|date)\\^[^<>]*>");
    private static final Pattern TIMESTAMP = Pattern.compile("<t:-?\\d+(?::[a-zA-Z])?>");
    private static final Pattern CUSTOM_EMOJI = Pattern.compile("<a?:\\w+:\\d+>");
    private static final Pattern SHORT_CODE =
            Pattern.compile("(?<![\\w:/]):[a-zA-Z][\\w+-]{1,31}:(?!\\w)(?:skin-tone-\\d:)?");
    private static final Pattern SLACK_LINK = Pattern.compile("<((?:https?|mailto):[^|<>\\s]+)\\|([^<>]+)>");
    private static final Pattern HANDLE =
            Pattern.compile("(?<![\\w@./+-])@([\\p{L}_][\\p{L}\\d_.-]*[\\p{L}\\d]|\\p{L})");
    private static final Pattern HASHTAG = Pattern.compile("(?<![\\w#&/])#([\\p{L}_][\\p{L}\\d_-]*)");

    private ChatMarkup() {}

    static String say(String text, Phrases phrases) {
        String said = EVERYONE.matcher(text).replaceAll(quoted(phrases.say("everyone")));
        said = CHANNEL.matcher(said)
                .replaceAll(m -> quoted(
                        m.group(1) == null || m.group(1).isBlank()
                                ? phrases.say("channel")
                                : phrases.say("channel.named", words(m.group(1)))));
        said = SLACK_LINK.matcher(said).replaceAll(m -> quoted("[" + m.group(2) + "](" + m.group(1) + ")"));
        said = NAMED.matcher(said).replaceAll(m -> quoted(words(m.group(1))));
        said = UNNAMED.matcher(said).replaceAll("");
        said = TIMESTAMP.matcher(said).replaceAll("");
        said = CUSTOM_EMOJI.matcher(said).replaceAll("");
        said = SHORT_CODE.matcher(said).replaceAll("");
        said = HANDLE.matcher(said).replaceAll(ChatMarkup::named);
        return HASHTAG.matcher(said).replaceAll(ChatMarkup::named);
    }

    private static String named(MatchResult match) {
        return quoted(words(match.group(1)));
    }

    private static String words(String name) {
        return name.replaceAll("[_-]+", " ").strip();
    }

    private static String quoted(String replacement) {
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }
}

package dev.vignette.bot.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text as Slack reads it: three characters are escaped, so that nothing in it can ping anybody or become a link. */
final class Mrkdwn {
    private static final Pattern BOLD = Pattern.compile("\\*\\*(\\S(?:[^*\\n]*\\S)?)\\*\\*");
    private static final Pattern MENTION = Pattern.compile("<@[A-Z0-9]+(?:\\|([^>]*))?>");
    private static final Pattern SPECIAL = Pattern.compile("<![^>|]*(?:\\|([^>]*))?>");
    private static final Pattern CHANNEL = Pattern.compile("<#[A-Z0-9]+(?:\\|([^>]*))?>");
    private static final Pattern LINK = Pattern.compile("<((?:https?|mailto):[^>|]*)(?:\\|([^>]*))?>");

    private Mrkdwn() {}

    /** Plain text, or Markdown, for Slack. */
    static String of(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return BOLD.matcher(escaped).replaceAll("*$1*");
    }

    /** What a person typed, as it reads: without the mention of the bot, with names in the place of ids. */
    static String plain(String text, String self) {
        String plain = text.replaceAll("<@" + Pattern.quote(self) + "(?:\\|[^>]*)?>", " ");
        plain = MENTION.matcher(plain).replaceAll(found -> name("@", found.group(1)));
        plain = CHANNEL.matcher(plain).replaceAll(found -> name("#", found.group(1)));
        plain = SPECIAL.matcher(plain).replaceAll(found -> name("", found.group(1)));
        plain = LINK.matcher(plain)
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group(2) == null ? found.group(1) : found.group(2)));
        return plain.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }

    private static String name(String sign, @Nullable String name) {
        return Matcher.quoteReplacement(sign + (name == null ? "" : name));
    }

    /** Parts of at most {@code limit} characters, cut between lines or words where there are any. */
    static List<String> parts(String text, int limit) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > limit) {
            int cut = Math.max(rest.lastIndexOf('\n', limit), rest.lastIndexOf(' ', limit));
            if (cut < limit / 2) {
                cut = Character.isHighSurrogate(rest.charAt(limit - 1)) ? limit - 1 : limit;
            }
            parts.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        if (!rest.isBlank()) {
            parts.add(rest);
        }
        return parts;
    }
}

package dev.vignette.bot.slack;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.ServerId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation is: a direct chat, a channel, or a thread in one.
 *
 * @param team the workspace
 * @param channel id, beginning with C, G or D
 * @param thread timestamp of the thread's first message; null outside of threads
 */
record Place(String team, String channel, @Nullable String thread) {
    private static final Pattern FORM =
            Pattern.compile("([A-Z0-9]{1,24})/([A-Z0-9]{1,24})(?:/(\\d{1,16}\\.\\d{1,8}))?");

    /** Reads what {@link #id} wrote; empty if it is none of ours. */
    static Optional<Place> of(ConversationId id) {
        Matcher form = FORM.matcher(id.value());
        return form.matches() ? Optional.of(new Place(form.group(1), form.group(2), form.group(3))) : Optional.empty();
    }

    ConversationId id() {
        return new ConversationId(team + "/" + channel + (thread == null ? "" : "/" + thread));
    }

    /** The channel, whose choices hold in its threads and which commands are about. */
    Place whole() {
        return thread == null ? this : new Place(team, channel, null);
    }

    /** A person here. Slack does not tell with messages and commands who runs a channel. */
    Caller caller(String user, @Nullable String language) {
        return new Caller(SlackPlatform.NAME, id(), server(), new PersonId(user), direct(), language, whole().id());
    }

    /** Whether nobody else reads along. */
    boolean direct() {
        return channel.startsWith("D");
    }

    /** The workspace, where others read along. */
    @Nullable
    ServerId server() {
        return direct() ? null : new ServerId(team);
    }
}

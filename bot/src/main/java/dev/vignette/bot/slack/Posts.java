package dev.vignette.bot.slack;

import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.slack.SlackCalls.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posting, changing, removing. Where the bot is no member of a public channel it joins; where it cannot, the answer to a command
 * goes to the person directly.
 */
final class Posts {
    /** What a message says. {@code plain} is for notifications and for apps that show no blocks. */
    record Text(String plain, List<LayoutBlock> blocks) {}

    private final SlackCalls calls;

    Posts(SlackCalls calls) {
        this.calls = calls;
    }

    /** @throws DeliveryException if it cannot be posted anywhere */
    Post post(Place place, EventId question, Text text) {
        try {
            return say(new Post(place.channel(), place.thread() == null ? "" : place.thread()), text);
        } catch (RefusedException e) {
            if (!e.is("not_in_channel", "channel_not_found")) {
                throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
            }
            return elsewhere(place, question, text, e);
        }
    }

    private Post elsewhere(Place place, EventId question, Text text, RefusedException why) {
        try {
            calls.call(methods -> methods.conversationsJoin(request -> request.channel(place.channel())));
            return say(new Post(place.channel(), place.thread() == null ? "" : place.thread()), text);
        } catch (RefusedException e) {
            if (Question.of(question).orElse(null) instanceof Question.OfCommand command) {
                return directly(command.user(), text);
            }
            throw DeliveryException.refused(String.valueOf(why.getMessage()), e);
        }
    }

    private Post directly(String user, Text text) {
        try {
            String channel = calls.call(methods -> methods.conversationsOpen(request -> request.users(List.of(user))))
                    .getChannel()
                    .getId();
            return say(new Post(channel, ""), text);
        } catch (RefusedException e) {
            throw DeliveryException.refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** Posts below another message, or in the channel itself. */
    Post say(Post below, Text text) {
        ChatPostMessageResponse posted =
                calls.call(methods -> methods.chatPostMessage(request -> request.channel(below.channel())
                        .threadTs(thread(below))
                        .text(text.plain())
                        .blocks(text.blocks())
                        .unfurlLinks(false)
                        .unfurlMedia(false)));
        return new Post(posted.getChannel(), posted.getTs());
    }

    /** Says something that only one person sees. */
    void whisper(String user, Post below, Text text) {
        calls.deliver(methods -> methods.chatPostEphemeral(request -> request.channel(below.channel())
                .user(user)
                .threadTs(thread(below))
                .text(text.plain())
                .blocks(text.blocks())));
    }

    Post change(Post post, Text text) {
        calls.call(methods -> methods.chatUpdate(request ->
                request.channel(post.channel()).ts(post.ts()).text(text.plain()).blocks(text.blocks())));
        return post;
    }

    void remove(Post post) {
        calls.call(methods ->
                methods.chatDelete(request -> request.channel(post.channel()).ts(post.ts())));
    }

    private static @Nullable String thread(Post below) {
        return below.ts().isEmpty() ? null : below.ts();
    }
}

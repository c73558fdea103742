package dev.vignette.bot.webchat;

import static java.util.stream.Collectors.groupingBy;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.Conversation;
import dev.vignette.bot.turn.Film;
import dev.vignette.bot.turn.Reply;
import dev.vignette.bot.turn.Sentences;
import dev.vignette.bot.turn.Turn;
import dev.vignette.bot.turn.TurnState;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Draws turns from what is stored and posted. */
@Component
class Views {
    private final Turns turns;
    private final WebPosts posts;
    private final Sentences sentences;

    Views(Turns turns, WebPosts posts, Sentences sentences) {
        this.turns = turns;
        this.posts = posts;
        this.sentences = sentences;
    }

    ConversationView conversation(Conversation conversation) {
        Map<TurnId, List<WebPosts.Post>> posted =
                posts.of(conversation.id()).stream().collect(groupingBy(WebPosts.Post::turn));
        return new ConversationView(
                conversation.id().value(),
                conversation.avatar(),
                conversation.language(),
                conversation.created(),
                turns.history(WebPlatform.NAME, conversation.id()).stream()
                        .map(turn -> view(turn, posted.getOrDefault(turn.id(), List.of())))
                        .toList());
    }

    Optional<TurnView> turn(TurnId id) {
        return turns.turn(id).map(turn -> view(turn, posts.of(id)));
    }

    static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    private TurnView view(Turn turn, List<WebPosts.Post> posted) {
        return new TurnView(
                turn.id().value(),
                turn.state().name().toLowerCase(Locale.ROOT),
                turn.avatar(),
                turn.heard() != null ? turn.heard().text() : turn.text(),
                turn.heard() != null ? turn.heard().language() : turn.hint(),
                voiceNote(turn),
                post(posted, Delivery.Kind.TEXT).map(post -> reply(turn, post)).orElse(null),
                queue(turn),
                post(posted, Delivery.Kind.CLIP).map(post -> clip(turn, post)).orElse(null),
                reason(turn),
                moments(turn.moments()));
    }

    private static Optional<WebPosts.Post> post(List<WebPosts.Post> posted, Delivery.Kind kind) {
        return posted.stream().filter(post -> post.kind() == kind).findFirst();
    }

    private static TurnView.@Nullable VoiceNoteView voiceNote(Turn turn) {
        Turn.NoteRef note = turn.note();
        return note == null
                ? null
                : new TurnView.VoiceNoteView(
                        path(turn.conversation()) + "/voice-notes/" + turn.id(), note.mediaType(), note.size());
    }

    static String path(ConversationId conversation) {
        return ConversationController.PATH + "/" + conversation;
    }

    private static TurnView.ReplyView reply(Turn turn, WebPosts.Post post) {
        Reply reply = turn.reply();
        return new TurnView.ReplyView(
                post.body(),
                reply == null ? "" : reply.spoken(),
                post.language(),
                reply == null ? "" : reply.provider());
    }

    private TurnView.@Nullable QueueView queue(Turn turn) {
        if (turn.state() != TurnState.REPLIED) {
            return null;
        }
        return turns.waiting(turn.id())
                .map(wait -> new TurnView.QueueView(wait.position(), seconds(wait.expected())))
                .orElse(null);
    }

    private static TurnView.@Nullable ClipView clip(Turn turn, WebPosts.Post post) {
        Film film = turn.film();
        if (film == null) {
            return null;
        }
        Map<String, Long> timings = new LinkedHashMap<>();
        film.timings().forEach((stage, time) -> timings.put(stage, time.toMillis()));
        return new TurnView.ClipView(
                film.clip(),
                film.location().toString(),
                film.duration().toMillis() / 1000.0,
                film.cached(),
                post.body(),
                film.engines(),
                timings);
    }

    private TurnView.@Nullable ReasonView reason(Turn turn) {
        Turn.Ending ending = turn.ending();
        return ending == null
                ? null
                : new TurnView.ReasonView(ending.reason().code(), sentences.reason(turn), ending.detail());
    }

    private static Map<String, Instant> moments(Turn.Moments moments) {
        Map<String, Instant> map = new LinkedHashMap<>();
        put(map, "received", moments.received());
        put(map, "heard", moments.heard());
        put(map, "replied", moments.replied());
        put(map, "text_delivered", moments.textDelivered());
        put(map, "render_started", moments.renderStarted());
        put(map, "rendered", moments.rendered());
        put(map, "ended", moments.ended());
        return map;
    }

    private static void put(Map<String, Instant> map, String name, @Nullable Instant moment) {
        if (moment != null) {
            map.put(name, moment);
        }
    }
}

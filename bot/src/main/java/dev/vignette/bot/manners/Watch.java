package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is known of a turn whose progress is shown. Heard from the turns' threads, read by one thread at a time. */
final class Watch {
    /** A film that is ready sooner needs no status: the text is there already. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration BETWEEN_EDITS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_ACTIVITIES = Duration.ofSeconds(4);

    private final Caller caller;
    private final TurnId turn;
    private final String language;
    private final StatusLine line;
    private final Instant since;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile TurnState state = TurnState.RECEIVED;
    private volatile boolean ended;
    private volatile @Nullable TurnEvent latest;
    private @Nullable PlatformMessageId message;
    private @Nullable String shown;
    private Instant edited = Instant.MIN;
    private Instant active = Instant.MIN;

    Watch(Caller caller, TurnId turn, String language, StatusLine line, Instant since) {
        this.caller = caller;
        this.turn = turn;
        this.language = language;
        this.line = line;
        this.since = since;
    }

    void on(TurnEvent event) {
        switch (event) {
            case TurnEvent.Moved moved -> {
                state = moved.state();
                if (state.ended()) {
                    ended = true;
                }
            }
            case TurnEvent.Waits waits -> latest = waits;
            case TurnEvent.RenderBegins begins -> latest = begins;
            case TurnEvent.Renders renders -> latest = renders;
            case TurnEvent.ReplyBegins begins -> {}
            case TurnEvent.ReplyGrows grows -> {}
        }
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** Keeps a second thread out; the one that got in leaves. */
    boolean enter() {
        return busy.compareAndSet(false, true);
    }

    void leave() {
        busy.set(false);
    }

    /** What to show now beside the bot's name; null if that was shown a moment ago. */
    StatusLine.@Nullable Activity busy(Instant now) {
        if (now.isBefore(active.equals(Instant.MIN) ? now : active.plus(BETWEEN_ACTIVITIES))) {
            return null;
        }
        active = now;
        return switch (state) {
            case REPLIED -> StatusLine.Activity.RECORDING;
            case RENDERED -> StatusLine.Activity.UPLOADING;
            default -> StatusLine.Activity.TYPING;
        };
    }

    /** The status to post or to change to; null if there is nothing new, or it is too soon. */
    @Nullable
    String due(Instant now, Wording wording) {
        if (state != TurnState.REPLIED
                || now.isBefore(since.plus(PATIENCE))
                || (message != null && now.isBefore(edited.plus(BETWEEN_EDITS)))) {
            return null;
        }
        String text = text(wording);
        if (text == null || text.equals(shown)) {
            return null;
        }
        shown = text;
        edited = now;
        return text;
    }

    private @Nullable String text(Wording wording) {
        return switch (latest) {
            case TurnEvent.Waits waits ->
                waits.expected() == null
                        ? wording.say("status.waits", language, waits.position())
                        : wording.say(
                                "status.waits-for",
                                language,
                                waits.position(),
                                wording.wait(waits.expected(), language));
            case TurnEvent.RenderBegins begins ->
                begins.expected() == null
                        ? wording.say("status.renders", language)
                        : wording.say("status.renders-for", language, wording.wait(begins.expected(), language));
            case TurnEvent.Renders renders -> wording.say("status.stage." + stage(renders.stage()), language);
            case null, default -> null;
        };
    }

    private static String stage(String stage) {
        return switch (stage) {
            case "voice", "face" -> stage;
            default -> "film";
        };
    }

    void posted(PlatformMessageId posted) {
        message = posted;
    }

    @Nullable
    PlatformMessageId message() {
        return message;
    }

    Caller caller() {
        return caller;
    }

    TurnId turn() {
        return turn;
    }

    String language() {
        return language;
    }

    StatusLine line() {
        return line;
    }
}

package dev.vignette.bot.manners;

import dev.vignette.bot.chat.ChatMessage.Handling;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.Turn;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where platforms bring what people want. Decides who is answered, in which form and at what pace, and keeps nobody waiting.
 * Everything may be called from any thread. Whatever touches the database throws {@link
 * org.springframework.dao.DataAccessException} if it is out of reach; the platform must not acknowledge then.
 */
public final class FrontDesk {
    /** An edit of a message that was never seen is answered only if it is this young: it may have overtaken the message. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Desk desk;
    private final Intake intake;
    private final Commands commands;
    private final Presses presses;
    private final InstantSource clock;

    /** @param sql on the service's database */
    public FrontDesk(
            Inbox inbox, Turns turns, JdbcClient sql, Faces faces, MannersSettings settings, InstantSource clock) {
        var wording = new Wording();
        var quotas = new Quotas(settings, sql, clock);
        this.clock = clock;
        this.desk =
                new Desk(turns, new PreferenceStore(sql), quotas, new AccessList(settings), faces, wording, settings);
        this.intake = new Intake(inbox, desk, new Bills(sql), clock);
        this.commands = new Commands(desk, intake);
        this.presses = new Presses(desk, intake, commands, clock);
        turns.listen(intake::charge);
    }

    /** Decides about a message and, if it is to be answered, stores it: then the platform may acknowledge. */
    public Verdict receive(IncomingMessage message) {
        Caller caller = message.caller();
        if (message.bot()) {
            return new Verdict.Ignored("A program wrote it.");
        }
        Optional<Turn> known = desk.turns().latest(caller.platform(), message.event());
        if (known.isEmpty() && !caller.direct()) {
            Preferences chat = desk.preferences().of(Scope.CHAT, caller);
            if (chat.quiet() || !(message.addressed() || chat.free())) {
                return new Verdict.Ignored("It is not addressed to the bot, or the bot is to be quiet here.");
            }
        }
        if (message.revision() > 0 && !worthAnswering(message, known.orElse(null))) {
            return new Verdict.Ignored("The edit changes nothing that was said, or is of an old message.");
        }
        return intake.submit(
                caller,
                message.event(),
                message.content(),
                message.at(),
                new Handling(
                        desk.form(caller, Medium.of(message.content())),
                        message.revision(),
                        desk.settings().joinWithin(),
                        false,
                        desk.speaker(caller)));
    }

    private boolean worthAnswering(IncomingMessage edit, @Nullable Turn known) {
        if (known == null) {
            return edit.addressed() && edit.at().isAfter(clock.instant().minus(FRESH));
        }
        Turn.Ending ending = known.ending();
        if (ending != null && ending.reason() == Reason.WITHDRAWN) {
            return false;
        }
        // Platforms report an edit also when only a link's preview has come, or a pin.
        return edit.content() instanceof MessageContent.Text text
                && !text.value().equals(known.text());
    }

    /**
     * The person has deleted a message: its answers are taken back, and nothing of it is kept.
     *
     * @return false if the message was not known
     */
    public boolean deleted(PlatformName platform, EventId event) {
        return desk.turns().withdraw(platform, event);
    }

    /**
     * Runs a slash command. Unknown ones get a sentence that names {@code /help}.
     *
     * @param event the platform's id of the call: the same call again does nothing twice
     * @param name without the slash
     * @param arguments all that follows, as typed
     */
    public CommandAnswer run(Caller caller, EventId event, String name, String arguments) {
        return commands.run(caller, event, name, arguments, clock.instant());
    }

    /**
     * A button was pressed, one of an answer or of a command.
     *
     * @param event the platform's id of the press: the same press again does nothing twice
     * @param data as it was given to the platform; hostile
     */
    public CommandAnswer press(Caller caller, EventId event, String data) {
        return presses.press(caller, event, data);
    }

    /**
     * What may follow a command's name, for a person who is typing it: as it is at this moment, and only what they may choose.
     *
     * @param typed what is there already; may be empty
     */
    public List<Suggestion> suggestions(Caller caller, String name, String typed) {
        return commands.suggestions(caller, name, typed);
    }

    /** What to say to somebody whose message cannot be answered at all; empty if they were told a moment ago. */
    public Optional<String> notice(Caller caller, Notice notice) {
        return intake.notice(caller, notice);
    }

    /** The commands, in the order in which to show them, in {@code language}. */
    public List<MenuEntry> menu(String language) {
        return commands.menu(language);
    }

    /** The language to speak with the caller in, BCP 47. */
    public String language(Caller caller) {
        return desk.language(caller);
    }

    public Wording wording() {
        return desk.wording();
    }
}

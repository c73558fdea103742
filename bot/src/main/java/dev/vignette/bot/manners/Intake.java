package dev.vignette.bot.manners;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The last step before the inbox: access, quotas, budgets; and the first after a film: the bill. */
final class Intake {
    /** Who is refused is told once in this while, or a flood of messages would be answered by a flood of refusals. */
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(30);

    private final Inbox inbox;
    private final Desk desk;
    private final InstantSource clock;
    private final Cache<String, Instant> refused =
            Caffeine.newBuilder().maximumSize(10_000).build();
    /** To which server a film or voice note goes: turns know the person alone. */
    private final Bills bills;

    Intake(Inbox inbox, Desk desk, Bills bills, InstantSource clock) {
        this.inbox = inbox;
        this.desk = desk;
        this.bills = bills;
        this.clock = clock;
    }

    /** Stores the message if the caller may have it answered now. */
    Verdict submit(Caller caller, EventId event, MessageContent content, Instant at, ChatMessage.Handling handling) {
        if (!desk.access().admits(caller)) {
            // In a group the bot just keeps still.
            return caller.direct()
                    ? refuse(caller, "refused.access")
                    : new Verdict.Ignored("The access list does not admit the person.");
        }
        String language = desk.language(caller);
        boolean known = desk.turns()
                .latest(caller.platform(), event)
                .filter(turn -> turn.revision() >= handling.revision())
                .isPresent();
        boolean budget = true;
        if (!known && !desk.access().operates(caller.platform(), caller.person())) {
            if (desk.turns().open(caller.platform(), caller.person())
                    >= desk.settings().openPerPerson()) {
                return refuse(caller, "refused.open", desk.settings().openPerPerson());
            }
            Duration wait = desk.quotas().message(caller);
            if (!wait.isZero()) {
                return refuse(caller, "refused.messages", desk.wording().wait(wait, language));
            }
            budget = !handling.form().spoken() || desk.quotas().film(caller).isZero();
        }
        takeFaceOfChat(caller, language);
        var receipt = inbox.accept(new ChatMessage(
                caller.platform(),
                caller.conversation(),
                caller.person(),
                event,
                content,
                language,
                at,
                budget
                        ? handling
                        : new ChatMessage.Handling(
                                AnswerForm.TEXT,
                                handling.revision(),
                                handling.joinWithin(),
                                handling.verbatim(),
                                handling.speaker())));
        if (budget && handling.form().spoken() && !receipt.duplicate()) {
            charged(receipt.turn(), caller);
        }
        boolean first = !receipt.duplicate() && desk.preferences().greets(caller);
        return new Verdict.Accepted(receipt.turn(), receipt.duplicate(), first ? desk.greeting(language) : null);
    }

    Optional<String> notice(Caller caller, Notice notice) {
        return desk.access().admits(caller) && refuse(caller, notice.key()) instanceof Verdict.Refused refused
                ? Optional.of(refused.sentence())
                : Optional.empty();
    }

    /** What is part of a chat has the chat's face, where that was chosen. */
    private void takeFaceOfChat(Caller caller, String language) {
        if (caller.chat().equals(caller.conversation())) {
            return;
        }
        desk.turns().conversation(caller.platform(), caller.chat()).ifPresent(chat -> {
            if (!desk.turns().chooseAvatar(caller.platform(), caller.conversation(), chat.avatar())) {
                desk.turns().begin(caller.platform(), caller.conversation(), chat.avatar(), language);
            }
        });
    }

    /** The caller pays for the film or voice note that may be made for the turn. */
    void charged(TurnId turn, Caller caller) {
        bills.open(new Bills.Bill(turn, caller.server()));
    }

    private Verdict refuse(Caller caller, String key, Object... arguments) {
        String who = caller.platform() + "/" + caller.conversation() + "/" + caller.person();
        Instant now = clock.instant();
        Instant told = refused.getIfPresent(who);
        if (told != null && now.isBefore(told.plus(BETWEEN_REFUSALS))) {
            return new Verdict.Ignored("The person has just been told why.");
        }
        refused.put(who, now);
        return new Verdict.Refused(desk.wording().say(key, desk.language(caller), arguments));
    }

    /** A film or voice note that was made, not found, is charged to those it was made for. */
    void charge(TurnEvent event) {
        if (event instanceof TurnEvent.Moved moved && moved.state() == TurnState.RENDERED) {
            bills.take(moved.turn())
                    .forEach(bill -> desk.turns()
                            .turn(bill.turn())
                            .ifPresent(turn -> desk.quotas()
                                    .rendered(turn.platform(), turn.person(), bill.server(), turn.work())));
        }
    }
}

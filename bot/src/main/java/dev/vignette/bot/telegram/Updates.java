package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.IncomingMessage;
import dev.vignette.bot.manners.Notice;
import dev.vignette.bot.manners.ServerId;
import dev.vignette.bot.manners.Utterance;
import dev.vignette.bot.manners.Verdict;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * What an update means. What must not be lost is stored before {@link #handle} returns; what only has to be said, and what
 * asks Telegram first, goes to the executor.
 */
final class Updates {
    private static final Logger LOG = LoggerFactory.getLogger(Updates.class);

    /** Longer recordings are declined before they are fetched. */
    private static final int MAX_SECONDS = 120;

    /** Commands that begin a turn: stored like messages. */
    private static final Set<String> MESSAGES = Set.of("ask", "say");

    private final FrontDesk desk;
    private final Chats chats;
    private final Executor executor;

    Updates(FrontDesk desk, Chats chats, Executor executor) {
        this.desk = desk;
        this.chats = chats;
        this.executor = executor;
    }

    /** @throws DataAccessException if it could not be stored: the update must come again */
    void handle(Update update, Bot bot) {
        if (update.getMessage() != null) {
            message(update.getMessage(), 0, bot);
        } else if (update.getEditedMessage() != null) {
            message(update.getEditedMessage(), revision(update), bot);
        } else if (update.getCallbackQuery() != null) {
            executor.execute(() -> press(update.getCallbackQuery()));
        }
    }

    /** Rises with the time of the edit and, within a second, with the updates' own numbers. */
    private static long revision(Update update) {
        Integer edited = update.getEditedMessage().getEditDate();
        return ((edited == null ? 0L : edited) << 20) + (update.getUpdateId() & 0xfffff);
    }

    private void message(Message message, long revision, Bot bot) {
        User from = message.getFrom();
        if (from == null || from.getId() == bot.id()) {
            return;
        }
        Heading heading = Heading.of(message, bot);
        Caller caller = caller(message, from);
        if (heading.foreign()) {
            return;
        }
        if (heading.command() != null) {
            if (revision == 0 && !Boolean.TRUE.equals(from.getIsBot())) {
                command(message, caller, heading, heading.command());
            }
            return;
        }
        boolean addressed = caller.direct() || heading.mentioned() || repliesTo(message, bot);
        MessageContent content = content(message, heading, caller, addressed, revision);
        if (content == null) {
            return;
        }
        Verdict verdict = desk.receive(new IncomingMessage(
                caller,
                Boolean.TRUE.equals(from.getIsBot()),
                addressed,
                ChatAddress.event(message.getChatId(), message.getMessageId()),
                revision,
                content,
                Instant.ofEpochSecond(message.getDate())));
        switch (verdict) {
            case Verdict.Accepted accepted
            when !accepted.duplicate() ->
                executor.execute(() -> {
                    if (accepted.greeting() != null) {
                        chats.say(caller, null, accepted.greeting());
                    }
                    chats.watch(caller, message.getMessageId(), accepted.turn());
                });
            case Verdict.Refused refused ->
                executor.execute(() -> chats.say(caller, message.getMessageId(), refused.sentence()));
            case Verdict.Accepted known -> {}
            case Verdict.Ignored ignored -> {}
        }
    }

    /** What the message says; null, with a word to the sender if it was meant for the bot, if it is nothing to answer. */
    private @Nullable MessageContent content(
            Message message, Heading heading, Caller caller, boolean addressed, long revision) {
        Utterance said = said(message, heading);
        Notice refusal = said.refusal();
        if (refusal != null
                && addressed
                && revision == 0
                && !Boolean.TRUE.equals(message.getFrom().getIsBot())) {
            desk.notice(caller, refusal)
                    .ifPresent(sentence -> executor.execute(() -> chats.say(caller, message.getMessageId(), sentence)));
        }
        return said.content();
    }

    private static Utterance said(Message message, Heading heading) {
        Sound sound = Sound.in(message);
        if (sound != null) {
            return sound.seconds() > MAX_SECONDS
                    ? Utterance.TOO_LARGE
                    : Utterance.recording(
                            () -> new MessageContent.Attachment(sound.file(), sound.mediaType(), sound.size()));
        }
        if (!heading.text().isBlank()) {
            return Utterance.words(heading.text());
        }
        return isService(message) ? Utterance.NONE : Utterance.OTHER;
    }

    /** Somebody joined, left, pinned, renamed: nothing was said. */
    private static boolean isService(Message message) {
        return message.getText() == null
                && message.getSticker() == null
                && message.getPhoto() == null
                && message.getDocument() == null
                && message.getAnimation() == null
                && message.getLocation() == null
                && message.getContact() == null;
    }

    private static boolean repliesTo(Message message, Bot bot) {
        Message question = message.getReplyToMessage();
        return question != null
                && question.getFrom() != null
                && question.getFrom().getId() == bot.id();
    }

    private void command(Message message, Caller caller, Heading heading, String name) {
        EventId event = ChatAddress.event(message.getChatId(), message.getMessageId());
        if (MESSAGES.contains(name)) {
            CommandAnswer answer = desk.run(caller, event, name, heading.text());
            executor.execute(() -> chats.answer(caller, message.getMessageId(), answer));
        } else {
            executor.execute(() -> sayingSo(caller, message.getMessageId(), () -> {
                // In a group a command without the bot's name may be another bot's.
                boolean known =
                        desk.menu("en").stream().anyMatch(entry -> entry.name().equals(name));
                if (known || caller.direct() || heading.mentioned()) {
                    CommandAnswer answer = desk.run(chats.knowingAdmins(caller), event, name, heading.text());
                    chats.answer(caller, message.getMessageId(), answer);
                }
            }));
        }
    }

    /** A command that has no message to come again with: where it cannot be carried out the person is told. */
    private void sayingSo(Caller caller, int message, Runnable command) {
        try {
            command.run();
        } catch (DataAccessException e) {
            LOG.warn(
                    "A command could not be carried out ({}); the person is told.",
                    e.getClass().getSimpleName());
            chats.say(caller, message, desk.wording().unavailable(caller));
        }
    }

    private void press(CallbackQuery query) {
        if (query.getMessage() == null || query.getData() == null) {
            chats.confirm(query.getId(), "");
            return;
        }
        ChatAddress address = query.getMessage() instanceof Message message
                ? ChatAddress.of(message)
                : new ChatAddress(query.getMessage().getChatId(), null);
        boolean direct = query.getMessage().getChat().isUserChat();
        Caller caller = chats.knowingAdmins(new Caller(
                Telegram.NAME,
                address.conversation(),
                direct ? null : new ServerId(address.chatId()),
                new PersonId(Long.toString(query.getFrom().getId())),
                false,
                query.getFrom().getLanguageCode()));
        CommandAnswer answer;
        try {
            answer = desk.press(caller, new EventId("callback/" + query.getId()), query.getData());
        } catch (DataAccessException e) {
            LOG.warn(
                    "A press could not be carried out ({}); the person is told.",
                    e.getClass().getSimpleName());
            chats.confirm(query.getId(), desk.wording().unavailable(caller));
            return;
        }
        boolean toast = answer.choices().isEmpty() && answer.text().length() <= 200;
        chats.confirm(query.getId(), toast ? answer.text() : "");
        chats.answer(caller, null, toast ? new CommandAnswer("", answer.choices(), answer.turn()) : answer);
    }

    private static Caller caller(Message message, User from) {
        boolean direct = message.getChat().isUserChat();
        return new Caller(
                Telegram.NAME,
                ChatAddress.of(message).conversation(),
                direct ? null : new ServerId(Long.toString(message.getChatId())),
                new PersonId(Long.toString(from.getId())),
                false,
                from.getLanguageCode());
    }
}

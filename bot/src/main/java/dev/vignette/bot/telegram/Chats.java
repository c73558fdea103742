package dev.vignette.bot.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Caller;
import dev.vignette.bot.manners.CommandAnswer;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;

/** What is said in chats besides answers. What cannot be said is logged and left out. Blocks as long as Telegram takes. */
final class Chats {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
    private static final Duration ADMINS_BELIEVED = Duration.ofMinutes(1);

    private record Rank(boolean admin, Instant asked) {}

    private final BotApi api;
    private final FrontDesk desk;
    private final StatusBoard board;
    private final InstantSource clock;
    private final Messages messages;
    private final Keyboards keyboards = new Keyboards();
    private final Cache<String, Rank> ranks =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Chats(BotApi api, FrontDesk desk, StatusBoard board, InstantSource clock) {
        this.api = api;
        this.desk = desk;
        this.board = board;
        this.clock = clock;
        this.messages = new Messages(api);
    }

    /** @param replyTo null for a message of its own */
    void say(Caller caller, @Nullable Integer replyTo, String text) {
        answer(caller, replyTo, new CommandAnswer(text, List.of(), null));
    }

    /** What a command or button has to say, and the progress of what it has begun. */
    void answer(Caller caller, @Nullable Integer replyTo, CommandAnswer answer) {
        if (!answer.text().isEmpty()) {
            contained(() -> messages.post(
                    ChatAddress.of(caller.conversation()),
                    caller.direct() ? null : replyTo,
                    answer.text(),
                    keyboards.choices(answer.choices())));
        }
        TurnId turn = answer.turn();
        if (turn != null) {
            watch(caller, replyTo, turn);
        }
    }

    void watch(Caller caller, @Nullable Integer replyTo, TurnId turn) {
        board.watch(
                caller,
                turn,
                desk.language(caller),
                new TelegramStatusLine(api, ChatAddress.of(caller.conversation()), replyTo));
    }

    /** Ends the spinner on a button, with a few words if there are any. */
    void confirm(String query, String text) {
        contained(() -> api.call(AnswerCallbackQuery.builder()
                .callbackQueryId(query)
                .text(text.isEmpty() ? null : text)
                .build()));
    }

    /** The caller with what Telegram says about their rank in the chat. */
    Caller knowingAdmins(Caller caller) {
        if (caller.direct()) {
            return caller;
        }
        String who = caller.conversation() + "/" + caller.person();
        Rank known = ranks.getIfPresent(who);
        if (known == null || clock.instant().isAfter(known.asked().plus(ADMINS_BELIEVED))) {
            known = new Rank(isAdmin(caller), clock.instant());
            ranks.put(who, known);
        }
        return new Caller(
                caller.platform(),
                caller.conversation(),
                caller.server(),
                caller.person(),
                known.admin(),
                caller.language());
    }

    private boolean isAdmin(Caller caller) {
        try {
            ChatMember member = api.inChat(
                    ChatAddress.of(caller.conversation()).chat(),
                    "getChatMember",
                    chat -> client -> client.execute(GetChatMember.builder()
                            .chatId(chat)
                            .userId(Long.parseLong(caller.person().value()))
                            .build()));
            return member.getStatus().equals("creator") || member.getStatus().equals("administrator");
        } catch (CallFailure e) {
            LOG.info("Telegram does not say who runs a chat ({}); nobody is taken for its admin.", e.getMessage());
            return false;
        }
    }

    private static void contained(Runnable call) {
        try {
            call.run();
        } catch (CallFailure e) {
            LOG.warn("Something could not be said: {}", e.getMessage());
        }
    }
}

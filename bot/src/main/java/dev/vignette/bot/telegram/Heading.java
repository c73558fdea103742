package dev.vignette.bot.telegram;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * To whom a message's words are addressed, by the entities Telegram marks in them.
 *
 * @param text without mentions of the bot, or what follows the command
 * @param mentioned whether the bot is named in it
 * @param command without slash and bot name, lower case; null if it is none
 * @param foreign whether it is a command to another bot
 */
record Heading(String text, boolean mentioned, @Nullable String command, boolean foreign) {
    static Heading of(Message message, Bot bot) {
        String text = message.getText() != null ? message.getText() : message.getCaption();
        List<MessageEntity> entities = message.getText() != null ? message.getEntities() : message.getCaptionEntities();
        if (text == null) {
            return new Heading("", false, null, false);
        }
        if (entities == null) {
            return new Heading(text.strip(), false, null, false);
        }
        StringBuilder rest = new StringBuilder(text);
        boolean mentioned = false;
        String command = null;
        boolean foreign = false;
        // From the end on, so that what is cut out moves no offset.
        for (int i = entities.size() - 1; i >= 0; i--) {
            MessageEntity entity = entities.get(i);
            int from = entity.getOffset();
            int to = from + entity.getLength();
            if (from < 0 || to > rest.length() || from > to) {
                continue;
            }
            String words = text.substring(from, to);
            if (entity.getType().equals("bot_command") && from == 0) {
                int at = words.indexOf('@');
                foreign = at > 0 && !bot.isNamed(words.substring(at));
                mentioned |= at > 0 && !foreign;
                command = words.substring(1, at > 0 ? at : words.length()).toLowerCase(Locale.ROOT);
                rest.delete(from, to);
            } else if (names(entity, words, bot)) {
                mentioned = true;
                rest.delete(from, to);
            }
        }
        return new Heading(rest.toString().strip(), mentioned, command, foreign);
    }

    private static boolean names(MessageEntity entity, String words, Bot bot) {
        User user = entity.getUser();
        return switch (entity.getType()) {
            case "mention" -> bot.isNamed(words);
            case "text_mention" -> user != null && user.getId() == bot.id();
            default -> false;
        };
    }
}

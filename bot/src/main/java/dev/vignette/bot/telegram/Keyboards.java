package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Choice;
import dev.vignette.bot.manners.Wording;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** Rows of buttons under messages. */
final class Keyboards {
    private static final int PER_ROW = 3;

    private final Wording wording = new Wording();

    /** What may be done with an answer; for a film also its label, as a round video note takes no caption. */
    @Nullable
    InlineKeyboardMarkup under(Delivery delivery, boolean label) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        if (label) {
            rows.add(new InlineKeyboardRow(button("ⓘ " + delivery.text(), wording.aboutData())));
        }
        List<InlineKeyboardButton> actions = delivery.actions().stream()
                .map(action -> button(wording.action(action, delivery.language()), action.data(delivery.turn())))
                .toList();
        rows.addAll(rows(actions));
        return rows.isEmpty() ? null : new InlineKeyboardMarkup(rows);
    }

    InlineKeyboardMarkup cancel(TurnId turn, String language) {
        return new InlineKeyboardMarkup(List.of(new InlineKeyboardRow(
                button(wording.action(TurnAction.CANCEL, language), TurnAction.CANCEL.data(turn)))));
    }

    @Nullable
    InlineKeyboardMarkup choices(List<Choice> choices) {
        return choices.isEmpty()
                ? null
                : new InlineKeyboardMarkup(rows(choices.stream()
                        .map(choice -> button(choice.label(), choice.data()))
                        .toList()));
    }

    private static List<InlineKeyboardRow> rows(List<InlineKeyboardButton> buttons) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (int i = 0; i < buttons.size(); i += PER_ROW) {
            rows.add(new InlineKeyboardRow(buttons.subList(i, Math.min(buttons.size(), i + PER_ROW))));
        }
        return rows;
    }

    private static InlineKeyboardButton button(String label, String data) {
        return InlineKeyboardButton.builder().text(label).callbackData(data).build();
    }
}

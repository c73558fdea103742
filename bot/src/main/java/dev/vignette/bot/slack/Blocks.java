package dev.vignette.bot.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.manners.Choice;
import dev.vignette.bot.manners.Wording;
import java.util.ArrayList;
import java.util.List;

/** Messages as Slack's blocks: sections of at most 3,000 characters and a row of buttons. */
final class Blocks {
    /** Every button of ours; Slack wants the ids of a message's buttons to differ. */
    static final String ACTION = "vignette-";

    private static final int LONGEST_SECTION = 2_900;
    private static final int LONGEST_LABEL = 75;
    /** Slack takes 50 blocks; answers end long before. */
    private static final int MOST_SECTIONS = 40;

    private final Wording wording;

    Blocks(Wording wording) {
        this.wording = wording;
    }

    List<LayoutBlock> text(Delivery delivery) {
        return text(
                delivery.text(),
                delivery.actions().stream()
                        .map(action -> button(
                                wording.action(action, delivery.language()), action.data(delivery.turn()), action))
                        .toList());
    }

    List<LayoutBlock> status(String text, TurnId turn, String language) {
        return text(
                text,
                List.of(button(
                        wording.action(TurnAction.CANCEL, language), TurnAction.CANCEL.data(turn), TurnAction.CANCEL)));
    }

    static List<LayoutBlock> choices(String text, List<Choice> choices) {
        List<BlockElement> buttons = new ArrayList<>();
        for (Choice choice : choices.subList(0, Math.min(choices.size(), 25))) {
            buttons.add(element(choice.label(), choice.data(), "choice-" + buttons.size(), false));
        }
        return text(text, buttons);
    }

    static List<LayoutBlock> context(String line) {
        return List.of(ContextBlock.builder()
                .elements(List.of(
                        MarkdownTextObject.builder().text(Mrkdwn.of(line)).build()))
                .build());
    }

    private static List<LayoutBlock> text(String text, List<BlockElement> buttons) {
        List<LayoutBlock> blocks = new ArrayList<>();
        // Escapes lengthen the text, so it is cut before them with room to spare.
        for (String part : Mrkdwn.parts(text, LONGEST_SECTION / 2)) {
            if (blocks.size() < MOST_SECTIONS) {
                blocks.add(SectionBlock.builder()
                        .text(MarkdownTextObject.builder().text(Mrkdwn.of(part)).build())
                        .build());
            }
        }
        if (!buttons.isEmpty()) {
            blocks.add(ActionsBlock.builder().elements(buttons).build());
        }
        return blocks;
    }

    private static BlockElement button(String label, String data, TurnAction action) {
        return element(label, data, action.code(), action == TurnAction.TALK);
    }

    private static BlockElement element(String label, String data, String id, boolean primary) {
        var button = ButtonElement.builder()
                .actionId(ACTION + id)
                .value(data)
                .text(PlainTextObject.builder()
                        .text(label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL))
                        .emoji(true)
                        .build());
        return primary ? button.style("primary").build() : button.build();
    }
}

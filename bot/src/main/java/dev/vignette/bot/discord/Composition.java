package dev.vignette.bot.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.manners.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.AttachedFile;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import okhttp3.MediaType;

/**
 * Deliveries as Discord's messages. Nobody is ever pinged. A text that is too long for a message begins in it and is attached
 * as a whole; room is left for the line that says a film was made by AI.
 */
final class Composition {
    /** Discord takes 2,000; the label needs some. */
    private static final int MAX_TEXT = 1_850;

    private static final int MAX_DESCRIPTION = 1_024;
    private static final MediaType OGG = MediaType.get(VoiceFile.MEDIA_TYPE);
    private static final String WHOLE_TEXT = "answer.txt";

    private final Wording wording;

    Composition(Wording wording) {
        this.wording = wording;
    }

    /** Name of the clip's attachment; the same for the same delivery, so that a repetition is noticed. */
    static String clipName(Delivery delivery) {
        return "vignette-" + delivery.id().value().substring(16) + ".mp4";
    }

    /** What Discord knows a delivery by: it drops a second message with the same one. At most 25 characters. */
    static String nonce(Delivery delivery) {
        return delivery.id().value().substring(1);
    }

    MessageCreateData text(Delivery delivery) {
        return new MessageCreateBuilder()
                .setContent(shown(delivery.text()))
                .setFiles(whole(delivery.text()))
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    /** The same in place of an earlier answer, whose film goes with it. */
    MessageEditData replacement(Delivery delivery) {
        return new MessageEditBuilder()
                .setContent(shown(delivery.text()))
                .setAttachments(whole(delivery.text()))
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    /** The text's message with the film added. */
    MessageEditData withClip(Message text, Delivery delivery, ClipFile file) {
        List<AttachedFile> files = new ArrayList<>();
        text.getAttachments().stream()
                .filter(attachment -> attachment.getFileName().equals(WHOLE_TEXT))
                .map(AttachedFile::fromAttachment)
                .forEach(files::add);
        files.add(upload(delivery, file, text.getContentRaw()));
        return new MessageEditBuilder()
                .setContent(labelled(text.getContentRaw(), delivery.text()))
                .setAttachments(files)
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    /** A message with the film alone. */
    MessageCreateData clip(Delivery delivery, ClipFile file) {
        return new MessageCreateBuilder()
                .setContent(labelled("", delivery.text()))
                .setFiles(upload(delivery, file, ""))
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    /** A voice message, which may hold nothing besides. */
    MessageCreateData voice(Delivery delivery, VoiceFile file) {
        return new MessageCreateBuilder()
                .setFiles(sound(delivery, file).asVoiceMessage(OGG, file.outline(), file.duration()))
                .setAllowedMentions(List.of())
                .build();
    }

    /** The same as an attached file, for where voice messages are not taken. */
    MessageCreateData voiceFile(Delivery delivery, VoiceFile file) {
        return new MessageCreateBuilder()
                .setContent(labelled("", delivery.text()))
                .setFiles(sound(delivery, file))
                .setAllowedMentions(List.of())
                .build();
    }

    private static FileUpload sound(Delivery delivery, VoiceFile file) {
        return FileUpload.fromStreamSupplier(
                "vignette-" + delivery.id().value().substring(16) + ".ogg", () -> open(file.content()));
    }

    /** The text's message with a line that says why there is no film. */
    MessageEditData withNote(Message text, Delivery delivery, String note) {
        return new MessageEditBuilder()
                .setContent(labelled(text.getContentRaw(), note))
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    MessageCreateData note(Delivery delivery, String note) {
        return new MessageCreateBuilder()
                .setContent(labelled("", note))
                .setComponents(buttons(delivery))
                .setAllowedMentions(List.of())
                .build();
    }

    /** The text with a small line below it, once. */
    private static String labelled(String text, String label) {
        String line = line(label);
        if (text.contains(line)) {
            return text;
        }
        String both = text.isBlank() ? line : text + "\n" + line;
        return both.length() <= Message.MAX_CONTENT_LENGTH ? both : text;
    }

    /** Whether the message has this small line already. */
    static boolean says(Message message, String label) {
        return message.getContentRaw().contains(line(label));
    }

    private static String line(String label) {
        return "-# " + label.replace('\n', ' ');
    }

    private static FileUpload upload(Delivery delivery, ClipFile file, String alternative) {
        FileUpload upload = FileUpload.fromStreamSupplier(clipName(delivery), () -> open(file.content()));
        return alternative.isBlank() ? upload : upload.setDescription(cut(alternative, MAX_DESCRIPTION));
    }

    private static InputStream open(ByteSource content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException("The file cannot be read.", e);
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_TEXT ? text : cut(text, MAX_TEXT - 2) + " …";
    }

    private static List<FileUpload> whole(String text) {
        return text.length() <= MAX_TEXT ? List.of() : List.of(FileUpload.fromData(text.getBytes(UTF_8), WHOLE_TEXT));
    }

    /** At most {@code limit} characters, ending where a sentence does, or else a word. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        for (BreakIterator breaks :
                List.of(BreakIterator.getSentenceInstance(Locale.ROOT), BreakIterator.getWordInstance(Locale.ROOT))) {
            breaks.setText(text);
            int end = breaks.preceding(limit + 1);
            if (end > limit / 2) {
                return text.substring(0, end).strip();
            }
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    private List<ActionRow> buttons(Delivery delivery) {
        List<Button> buttons = delivery.actions().stream()
                .map(action -> button(action, delivery))
                .toList();
        return buttons.isEmpty() ? List.of() : List.of(ActionRow.of(buttons));
    }

    private Button button(TurnAction action, Delivery delivery) {
        String data = action.data(delivery.turn());
        String label = wording.action(action, delivery.language());
        return switch (action) {
            case TALK -> Button.primary(data, label);
            case AGAIN, DELETE, CANCEL -> Button.secondary(data, label);
        };
    }
}

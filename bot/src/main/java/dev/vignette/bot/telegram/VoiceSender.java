package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Voice notes, with the label that they were made by AI as their caption. Who takes none is sent the sound as an ordinary file
 * where it is all that is heard of the answer, and nothing where a film says the same.
 */
final class VoiceSender {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSender.class);

    private final BotApi api;
    private final Uploading uploading;

    VoiceSender(BotApi api, Uploading uploading) {
        this.api = api;
        this.uploading = uploading;
    }

    /** @throws CallFailure if Telegram does not take it */
    int send(Delivery delivery, Delivery.Voice voice) {
        try {
            return send(delivery, voice, FileLedger.Kind.VOICE);
        } catch (CallFailure e) {
            if (!voice.alone() || !e.refusesNotes()) {
                throw e;
            }
            LOG.info("A voice note is not taken here ({}); the sound goes as a file.", e.getMessage());
        }
        return send(delivery, voice, FileLedger.Kind.DOCUMENT);
    }

    private int send(Delivery delivery, Delivery.Voice voice, FileLedger.Kind kind) {
        return uploading.send(
                voice.clip(),
                kind,
                known -> post(delivery, voice, kind, known, null),
                () -> upload(delivery, voice, kind));
    }

    private int upload(Delivery delivery, Delivery.Voice voice, FileLedger.Kind kind) {
        VoiceFile file = voice.file().get();
        try (InputStream bytes = file.content().open()) {
            uploading.show(
                    ChatAddress.of(delivery.conversation()),
                    kind == FileLedger.Kind.VOICE ? ActionType.UPLOAD_VOICE : ActionType.UPLOAD_DOCUMENT);
            return post(delivery, voice, kind, new InputFile(bytes, "voice.ogg"), file);
        } catch (IOException e) {
            throw DeliveryException.passing("The voice note could not be read.", e);
        }
    }

    private int post(
            Delivery delivery,
            Delivery.Voice voice,
            FileLedger.Kind kind,
            InputFile sound,
            @Nullable VoiceFile uploaded) {
        ChatAddress at = ChatAddress.of(delivery.conversation());
        Message message = kind == FileLedger.Kind.VOICE
                ? api.inChat(
                        at.chat(),
                        "sendVoice",
                        chat -> client -> client.execute(voice(chat, at, delivery, sound, uploaded)))
                : api.inChat(
                        at.chat(),
                        "sendDocument",
                        chat -> client -> client.execute(document(chat, at, delivery, sound)));
        String id = kind == FileLedger.Kind.VOICE
                ? message.getVoice() == null ? null : message.getVoice().getFileId()
                : message.getDocument() == null ? null : message.getDocument().getFileId();
        if (uploaded != null && id != null) {
            uploading.keep(voice.clip(), kind, id);
        }
        return message.getMessageId();
    }

    private static SendVoice voice(
            long chat, ChatAddress at, Delivery delivery, InputFile sound, @Nullable VoiceFile uploaded) {
        var voice = SendVoice.builder()
                .chatId(chat)
                .messageThreadId(at.thread())
                .voice(sound)
                .caption(delivery.text())
                .replyParameters(Messages.reply(Messages.question(delivery.replyTo())));
        if (uploaded != null) {
            voice.duration((int) Math.max(1, (uploaded.duration().toMillis() + 999) / 1000));
        }
        return voice.build();
    }

    private static SendDocument document(long chat, ChatAddress at, Delivery delivery, InputFile sound) {
        return SendDocument.builder()
                .chatId(chat)
                .messageThreadId(at.thread())
                .document(sound)
                // Or else Telegram would make of it the voice note that is not wanted.
                .disableContentTypeDetection(true)
                .caption(delivery.text())
                .replyParameters(Messages.reply(Messages.question(delivery.replyTo())))
                .build();
    }
}

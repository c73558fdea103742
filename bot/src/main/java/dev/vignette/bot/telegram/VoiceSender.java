package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Voice notes, with the label that they were made by AI as their caption. Who takes none is not sent a file instead. */
final class VoiceSender {
    private final BotApi api;
    private final Uploading uploading;

    VoiceSender(BotApi api, Uploading uploading) {
        this.api = api;
        this.uploading = uploading;
    }

    /** @throws CallFailure if Telegram does not take it */
    int send(Delivery delivery, Delivery.Voice voice) {
        return uploading.send(
                voice.clip(),
                FileLedger.Kind.VOICE,
                known -> post(delivery, voice, known, null),
                () -> upload(delivery, voice));
    }

    private int upload(Delivery delivery, Delivery.Voice voice) {
        VoiceFile file = voice.file().get();
        try (InputStream bytes = file.content().open()) {
            uploading.show(ChatAddress.of(delivery.conversation()), ActionType.UPLOAD_VOICE);
            return post(delivery, voice, new InputFile(bytes, "voice.ogg"), file);
        } catch (IOException e) {
            throw DeliveryException.passing("The voice note could not be read.", e);
        }
    }

    private int post(Delivery delivery, Delivery.Voice voice, InputFile sound, @Nullable VoiceFile uploaded) {
        ChatAddress at = ChatAddress.of(delivery.conversation());
        Message message = api.inChat(
                at.chat(), "sendVoice", chat -> client -> client.execute(voice(chat, at, delivery, sound, uploaded)));
        if (uploaded != null && message.getVoice() != null) {
            uploading.keep(
                    voice.clip(), FileLedger.Kind.VOICE, message.getVoice().getFileId());
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
}

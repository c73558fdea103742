package dev.vignette.bot.hearing;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.turn.Heard;
import dev.vignette.bot.turn.Hearing;
import dev.vignette.bot.turn.NoHearing;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.TurnException;
import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Hears voice notes with the installed Whisper model; without one, says how to get one. */
final class WhisperHearing implements Hearing {
    private static final Hearing NOBODY = new NoHearing();

    private final Ear ear;
    private final Duration deadline;

    WhisperHearing(Ear ear, Duration deadline) {
        this.ear = ear;
        this.deadline = deadline;
    }

    @Override
    public Heard hear(VoiceNote note, @Nullable String language) {
        try {
            SpeechToText engine = ear.open().orElse(null);
            if (engine == null) {
                return NOBODY.hear(note, language);
            }
            Pcm sound = SoundDecoder.decode(bytes(note), SampleRate.HZ_16000, SoundLimits.CHAT);
            Transcript transcript = engine.transcribe(
                    sound,
                    HearingOptions.within(deadline)
                            .expecting(Language.find(language).orElse(null)));
            if (transcript.noSpeech() != null) {
                throw TurnException.lasting(
                        Reason.NOTHING_HEARD, transcript.noSpeech().sentence(), null);
            }
            return new Heard(
                    transcript.text(),
                    Objects.requireNonNull(transcript.language()).code());
        } catch (MediaException e) {
            throw e.retryable()
                    ? TurnException.passing(Reason.HEARING_FAILED, String.valueOf(e.getMessage()), e)
                    : TurnException.lasting(Reason.UNREADABLE_VOICE_NOTE, String.valueOf(e.getMessage()), e);
        } catch (HearingException e) {
            throw explained(e);
        } catch (IOException e) {
            throw TurnException.passing(Reason.HEARING_FAILED, "The voice note could not be read.", e);
        }
    }

    private static RuntimeException explained(HearingException e) {
        return switch (e.reason()) {
            case NOT_INSTALLED -> TurnException.lasting(Reason.NO_HEARING, String.valueOf(e.getMessage()), e);
            case UNUSABLE_MODEL -> TurnException.lasting(Reason.HEARING_FAILED, String.valueOf(e.getMessage()), e);
            case TOO_SLOW, ENGINE_FAILED ->
                TurnException.passing(Reason.HEARING_FAILED, String.valueOf(e.getMessage()), e);
            case CANCELLED -> {
                Thread.currentThread().interrupt();
                yield new CancellationException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static byte[] bytes(VoiceNote note) throws IOException {
        try (InputStream in = note.sound().open()) {
            return in.readNBytes(VoiceNote.MAX_BYTES);
        }
    }
}

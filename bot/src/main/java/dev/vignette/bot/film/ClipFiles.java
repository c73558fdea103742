package dev.vignette.bot.film;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.media.MediaException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.media.sound.Waveform;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Films as files to be uploaded. What is made for chats is {@link FilmFormat#SQUARE}. */
final class ClipFiles {
    private static final SoundLimits OWN_NOTES = SoundLimits.CHAT.withMaxDuration(Duration.ofMinutes(6));

    private final ClipStore store;
    private final VoiceNotes notes;

    ClipFiles(ClipStore store, VoiceNotes notes) {
        this.store = store;
        this.notes = notes;
    }

    /** @throws DeliveryException if the store has it no more, or is out of order for now */
    ClipFile file(String clip) {
        ClipId id = new ClipId(clip);
        Clip found;
        try {
            found = store.find(id)
                    .orElseThrow(() -> DeliveryException.refused("Clip " + clip + " has left the library.", null));
        } catch (ClipStoreException e) {
            throw DeliveryException.passing(String.valueOf(e.getMessage()), e);
        }
        return new ClipFile(found.bytes(), FilmFormat.SQUARE.width(), FilmFormat.SQUARE.height(), bytes(id));
    }

    /**
     * The speech of the clip. It is decoded once more for its length and outline, which takes some milliseconds.
     *
     * @throws DeliveryException if it is there no more, or the store is out of order for now
     */
    VoiceFile voice(String clip) {
        try {
            byte[] note = notes.read(new ClipId(clip))
                    .orElseThrow(() -> DeliveryException.refused("Clip " + clip + " has left the library.", null));
            Pcm sound = SoundDecoder.decode(note, SampleRate.HZ_16000, OWN_NOTES);
            return new VoiceFile(note.length, sound.duration(), Waveform.of(sound), ByteSource.of(note));
        } catch (ClipStoreException | UncheckedIOException e) {
            throw DeliveryException.passing(String.valueOf(e.getMessage()), e);
        } catch (MediaException e) {
            throw e.retryable()
                    ? DeliveryException.passing(String.valueOf(e.getMessage()), e)
                    : DeliveryException.refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** Uploads are built in memory by the platforms' clients anyway, so that a try can be repeated. */
    private ByteSource bytes(ClipId id) {
        return () -> {
            try (ClipStore.Film film = store.open(id)
                    .orElseThrow(() -> new FileNotFoundException("Clip " + id + " has left the library."))) {
                var bytes =
                        new ByteArrayOutputStream(Math.toIntExact(film.clip().bytes()));
                film.transferTo(bytes, 0, film.clip().bytes());
                return ByteSource.of(bytes.toByteArray()).open();
            }
        };
    }

    /** Removes it and its voice note; unknown ones are fine. */
    void discard(String clip) {
        store.delete(new ClipId(clip));
        notes.delete(new ClipId(clip));
    }
}

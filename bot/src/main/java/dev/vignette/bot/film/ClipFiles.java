package dev.vignette.bot.film;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.media.film.FilmFormat;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;

/** Films as files to be uploaded. What is made for chats is {@link FilmFormat#SQUARE}. */
final class ClipFiles {
    private final ClipStore store;

    ClipFiles(ClipStore store) {
        this.store = store;
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

    /** Removes it; unknown ones are fine. */
    void discard(String clip) {
        store.delete(new ClipId(clip));
    }
}

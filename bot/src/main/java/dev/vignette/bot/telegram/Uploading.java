package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.DeliveryException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.objects.InputFile;

/**
 * Files on their way to Telegram, a few at once. What Telegram has already is sent by its id, which costs no upload; an id that
 * it has forgotten is dropped and the file sent again.
 */
final class Uploading {
    private static final Logger LOG = LoggerFactory.getLogger(Uploading.class);

    private final BotApi api;
    private final FileLedger ledger;
    private final Semaphore uploads;

    /** @param most uploads at once */
    Uploading(BotApi api, FileLedger ledger, int most) {
        this.api = api;
        this.ledger = ledger;
        this.uploads = new Semaphore(most);
    }

    /** Sends by the id that Telegram knows the file by, or else by {@code upload}. */
    <T> T send(String clip, FileLedger.Kind kind, Function<InputFile, T> byId, Supplier<T> upload) {
        Optional<String> known = ledger.find(clip, kind);
        if (known.isPresent()) {
            try {
                return byId.apply(new InputFile(known.get()));
            } catch (CallFailure e) {
                if (e.code() != 400 || !(e.says("file identifier") || e.says("file_id") || e.says("file reference"))) {
                    throw e;
                }
                LOG.info("Telegram does not know a clip by its id any more; it is sent again.");
                ledger.drop(clip, kind);
            }
        }
        try {
            uploads.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.passing("The upload was interrupted.", null);
        }
        try {
            return upload.get();
        } finally {
            uploads.release();
        }
    }

    void keep(String clip, FileLedger.Kind kind, String file) {
        ledger.keep(clip, kind, file);
    }

    /** Shown while the bytes are on their way; only a courtesy. */
    void show(ChatAddress at, ActionType action) {
        try {
            api.show(at, action);
        } catch (CallFailure e) {
            LOG.debug("That something is being sent could not be shown: {}", e.getMessage());
        }
    }
}

package dev.vignette.bot.hearing;

import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelManifest;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of the installed Whisper models is used.
 *
 * @param id of the model
 * @param directory where its files are
 * @param standIn whether it is no real model
 * @param silero the file of the voice activity detector, if that is installed
 */
record WhisperChoice(ModelId id, Path directory, boolean standIn, Optional<Path> silero) {
    /** What a processor hears in good time, the best compromise first; those not named here come after them. */
    private static final List<String> ON_A_PROCESSOR =
            List.of("whisper-base", "whisper-small", "whisper-tiny", "whisper-base-fp32", "whisper-tiny-fp32");

    private static final ModelId SILERO = new ModelId("silero-vad");
    private static final String SILERO_FILE = "silero_vad.onnx";

    /** @param wanted {@link HearingSettings#model} */
    static Optional<WhisperChoice> among(ModelStore store, String wanted) {
        if (wanted.equals(HearingSettings.NONE)) {
            return Optional.empty();
        }
        return store.list().stream()
                .filter(holding -> holding.model().family().equals("whisper"))
                .filter(holding -> holding.state() == ModelState.INSTALLED || holding.state() == ModelState.STAND_IN)
                .filter(holding -> wanted.equals(HearingSettings.AUTO)
                        || holding.model().id().value().equals(wanted))
                .min(Comparator.<ModelStore.Holding>comparingInt(
                                holding -> holding.state() == ModelState.STAND_IN ? 1 : 0)
                        .thenComparingInt(holding -> rank(holding.model())))
                .flatMap(holding -> store.directory(holding.model().id())
                        .map(directory -> new WhisperChoice(
                                holding.model().id(),
                                directory,
                                holding.state() == ModelState.STAND_IN,
                                store.directory(SILERO).map(files -> files.resolve(SILERO_FILE)))));
    }

    private static int rank(ModelManifest model) {
        int place = ON_A_PROCESSOR.indexOf(model.id().value());
        return place < 0 ? ON_A_PROCESSOR.size() : place;
    }
}

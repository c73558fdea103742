package dev.vignette.bot.studio;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that tells people apart, opened on a processor when it is first needed; pulling it is enough. A stand-in knows nobody,
 * so it counts as missing. Safe to use from several threads.
 */
final class SpeakerModel implements Supplier<Optional<SpeakerEncoder>>, AutoCloseable {
    private static final ModelId MODEL = new ModelId("campplus");
    private static final Logger LOG = LoggerFactory.getLogger(SpeakerModel.class);

    private final ModelStore store;
    private @Nullable Engine engine;
    private @Nullable SpeakerEncoder encoder;
    private boolean hopeless;

    SpeakerModel(ModelStore store) {
        this.store = store;
    }

    @Override
    public synchronized Optional<SpeakerEncoder> get() {
        if (encoder == null && !hopeless) {
            store.directory(MODEL).ifPresent(this::open);
        }
        return Optional.ofNullable(encoder).filter(model -> !model.standIn());
    }

    private void open(Path directory) {
        Engine opened = OnnxRuntimeEngine.cpu();
        try {
            encoder = SpeakerEncoder.open(opened, directory.resolve(SpeakerEncoder.FILE));
            engine = opened;
        } catch (InferenceException e) {
            opened.close();
            hopeless = true;
            LOG.warn("Voices are not compared. {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        hopeless = true;
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}

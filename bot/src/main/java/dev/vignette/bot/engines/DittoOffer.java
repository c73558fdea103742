package dev.vignette.bot.engines;

import dev.vignette.bot.settings.FaceChoice;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.SpeedEstimate;
import dev.vignette.renderer.face.ditto.config.FilmOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ditto, if it is in the store and, unless it is asked for by name, this machine is fast enough for it. Nothing is opened or
 * timed without the model.
 */
final class DittoOffer implements FaceOffer {
    /** The model in the catalogue. */
    static final ModelId MODEL = new ModelId("ditto");

    private static final ModelId RESEARCH = new ModelId("ditto-insightface");
    private static final String SLOWER = "Faces are made more slowly than this machine could: ";
    private static final Logger LOG = LoggerFactory.getLogger(DittoOffer.class);

    private final boolean pinned;
    private final FilmOptions films;
    private final ModelStore store;
    private final Path cache;
    private final Supplier<DittoRunner> runners;
    private final Function<DittoFace, SpeedEstimate> timing;
    private @Nullable DittoRunner runner;
    private volatile @Nullable String advice;
    private boolean tooSlow;

    /**
     * @param films what is chosen instead of what the model's configuration says
     * @param cache where registered faces are kept
     * @param runners opens what runs the networks
     * @param timing measures the opened face
     */
    DittoOffer(
            FaceChoice choice,
            FilmOptions films,
            ModelStore store,
            Path cache,
            Supplier<DittoRunner> runners,
            Function<DittoFace, SpeedEstimate> timing) {
        pinned = choice == FaceChoice.DITTO;
        this.films = films;
        this.store = store;
        this.cache = cache;
        this.runners = runners;
        this.timing = timing;
    }

    @Override
    public Optional<Face> take() {
        if (tooSlow) {
            return Optional.empty();
        }
        Optional<Path> directory = store.directory(MODEL);
        if (directory.isEmpty()) {
            complain(store.holding(store.catalog().require(MODEL)).state());
            return Optional.empty();
        }
        Path research = store.directory(RESEARCH).orElse(null);
        advice = null;
        DittoFace face = open(new DittoFace.Installation(directory.get(), research, cache, 1, films));
        try {
            face.warmUp();
            if (pinned || fastEnough(face)) {
                LOG.info("Pictures are shown by {} on {}.", face.engine(), face.device());
                return Optional.of(face);
            }
        } catch (RenderException e) {
            face.close();
            throw e;
        } catch (InferenceException e) {
            face.close();
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
        face.close();
        tooSlow = true;
        return Optional.empty();
    }

    @Override
    public boolean mightShow(Avatar avatar) {
        return avatar.look() instanceof Look.Photograph || avatar.look() instanceof Look.Footage;
    }

    private void complain(ModelState state) {
        if (state == ModelState.DAMAGED) {
            throw new RenderException(
                    Reason.ENGINE_MISSING,
                    "The model ditto is damaged. Mend it with \"vignette models pull ditto\" and start again.");
        }
        if (pinned) {
            throw new RenderException(
                    Reason.ENGINE_MISSING,
                    "VIGNETTE_FACE asks for ditto, which is not installed. Get it with \"vignette models pull ditto\" and start again.");
        }
    }

    private boolean fastEnough(DittoFace face) {
        SpeedEstimate estimate = timing.apply(face);
        if (!estimate.reasonable()) {
            LOG.info(
                    "{} would take {}; pictures are shown by the photo face. VIGNETTE_FACE=ditto chooses it all the same.",
                    face.engine(),
                    estimate.sentence());
        }
        return estimate.reasonable();
    }

    /** Why what runs faces is not the quickest there could be on this machine. */
    @Override
    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    /** What runs faces is slower than it could be: at its opening, or because it failed since. From any thread. */
    private synchronized void remark(String why) {
        String known = advice;
        String said = known == null ? SLOWER + why : known + " " + why;
        LOG.warn("{}", said);
        advice = said;
    }

    private DittoFace open(DittoFace.Installation files) {
        try {
            DittoRunner open = runner;
            if (open == null) {
                open = runners.get();
                runner = open;
            }
            return open.open(files, this::remark);
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        if (runner != null) {
            runner.close();
            runner = null;
        }
    }
}

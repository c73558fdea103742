package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.pickle.PickleException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.avatar.Look.Photograph;
import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.config.DittoConfiguration;
import dev.vignette.renderer.face.ditto.config.FilmOptions;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.network.BatchCopies;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person speaking as Ditto does, from a photograph or from a few seconds of film. Safe to use from several threads; frames of
 * all films are rendered together. The first film of a photograph registers it; what was found is kept on the disk, except
 * for guests, whose pictures are never written.
 */
public final class DittoFace implements Face {
    private static final String CONFIGURATION = "ditto_cfg/v0.4_hubert_cfg_trt_online.pkl";
    /** Changes whenever the same networks would give other pixels. */
    private static final String VERSION = "3";

    private final DittoNetworks networks;
    private final DittoConfiguration configuration;
    private final RegisteredFaces faces;
    private final Backend backend;
    private final EngineName engine;
    private final boolean insightFace;
    private float @Nullable [][] silence;
    private volatile @Nullable String refusal;

    /**
     * Where Ditto's files are and what may be used of them.
     *
     * @param directory with the folders {@code ditto_onnx} and {@code ditto_cfg}
     * @param research with the detectors for research, if their licence was accepted, else null
     * @param cache where registered faces and edited networks are kept
     * @param batch frames rendered at once, at most 16
     * @param options what is chosen instead of what Ditto's configuration says
     */
    public record Installation(Path directory, @Nullable Path research, Path cache, int batch, FilmOptions options) {
        private static final int ON_GPU = 8;
        private static final int MOST = 16;

        public Installation {
            if (batch < 1 || batch > MOST) {
                throw new IllegalArgumentException("From 1 to 16 frames are rendered at once, not " + batch);
            }
        }

        /** For films that are shown when they are finished. */
        public Installation(Path directory, @Nullable Path research, Path cache, int batch) {
            this(directory, research, cache, batch, FilmOptions.FINISHED);
        }

        /** Without the detectors for research, one frame at a time. */
        public static Installation of(Path directory, Path cache) {
            return new Installation(directory, null, cache, 1);
        }

        /** The same with as many frames at once as suit a device: a processor is as fast with one, a GPU is not. */
        public Installation suiting(Engine engine) {
            return new Installation(directory, research, cache, engine.name().endsWith("-cpu") ? 1 : ON_GPU, options);
        }
    }

    /** Opens what runs the networks that a film repeats. */
    @FunctionalInterface
    public interface BackendOpener {
        /**
         * @param networks of this installation, for what runs through their engine; closed after the backend
         * @param configuration read from the installation
         * @throws InferenceException if it cannot run here
         */
        Backend open(DittoNetworks networks, DittoConfiguration configuration);
    }

    private DittoFace(
            DittoNetworks networks, DittoConfiguration configuration, Installation installation, BackendOpener opener) {
        this.networks = networks;
        this.configuration = configuration;
        insightFace = installation.research != null && networks.has(DittoNetwork.INSIGHTFACE_DET);
        String name = networks.standIn() ? "ditto-standin" : "ditto";
        String stamp = networks.stamp(installation.directory.resolve(CONFIGURATION));
        engine = new EngineName(name, VERSION + "-" + configuration.fusion().overlap() + "-" + stamp);
        faces = new RegisteredFaces(networks, configuration, insightFace, installation.cache, engine.version());
        backend = opener.open(networks, configuration);
    }

    /**
     * Everything through {@code engine}.
     *
     * @param engine runs the networks; is not closed
     * @throws RenderException {@link Reason#ENGINE_MISSING} if a file is missing or cannot be used; it says which
     */
    public static DittoFace open(Engine engine, Installation installation) {
        return open(engine, installation, portable(engine, installation));
    }

    /** Opens what runs films through {@code engine}, as everything else. */
    public static BackendOpener portable(Engine engine, Installation installation) {
        BatchCopies copies = BatchCopies.in(installation.cache.resolve("networks"), installation.batch, engine.name());
        return (networks, configuration) -> new NetworkBackend(networks, copies, configuration.stitching());
    }

    /**
     * Registration through {@code engine}; films by another backend where that can be opened and as long as it is well, else through
     * {@code engine} too.
     *
     * @param notTaken is told in one sentence why the other backend is not used, from any thread
     * @throws RenderException as above
     */
    public static DittoFace open(
            Engine engine, Installation installation, BackendOpener preferred, Consumer<String> notTaken) {
        return open(engine, installation, (networks, configuration) -> {
            BackendOpener spare = portable(engine, installation);
            try {
                Backend opened = preferred.open(networks, configuration);
                return new BackendWithSpare(opened, () -> spare.open(networks, configuration), notTaken);
            } catch (InferenceException | LinkageError e) {
                notTaken.accept(String.valueOf(e.getMessage()));
                return spare.open(networks, configuration);
            }
        });
    }

    /**
     * Registration through {@code engine}, films by another backend.
     *
     * @throws RenderException as above
     */
    public static DittoFace open(Engine engine, Installation installation, BackendOpener opener) {
        Path file = installation.directory.resolve(CONFIGURATION);
        DittoNetworks networks = null;
        try {
            DittoConfiguration configuration =
                    DittoConfiguration.of(Files.readAllBytes(file)).with(installation.options);
            Path research = installation.research == null ? installation.directory : installation.research;
            networks = new DittoNetworks(engine, installation.directory, research);
            return new DittoFace(networks, configuration, installation, opener);
        } catch (IOException e) {
            throw new RenderException(
                    Reason.ENGINE_MISSING,
                    "Ditto's configuration " + file + " cannot be read; get it with \"vignette models pull ditto\".",
                    e);
        } catch (PickleException e) {
            throw new RenderException(
                    Reason.ENGINE_MISSING, "Ditto's configuration " + file + " cannot be used. " + e.getMessage(), e);
        } catch (InferenceException e) {
            if (networks != null) {
                networks.close();
            }
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * {@code ditto}, or {@code ditto-standin} where the networks have made-up weights. The version changes with the program
     * and with the model's files.
     */
    @Override
    public EngineName engine() {
        return engine;
    }

    @Override
    public FaceCapabilities capabilities() {
        String licence = insightFace ? "Apache-2.0; detectors for research only" : "Apache-2.0";
        return new FaceCapabilities(true, false, true, EnumSet.allOf(Aspect.class), false, licence);
    }

    @Override
    public boolean shows(Avatar avatar) {
        return avatar.look() instanceof Photograph || avatar.look() instanceof Look.Footage;
    }

    /** @throws RenderException if the portrait cannot be used or a network fails */
    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        return perform(failing(() -> faces.footage(avatar)), format, seed, direction);
    }

    /**
     * Begins a film of what was registered by {@link #register}.
     *
     * @throws RenderException if a network fails
     */
    public Performance perform(Footage footage, FilmFormat format, long seed, Direction direction) {
        FilmPlan plan = new FilmPlan(configuration, footage, direction, seed);
        try {
            SpeechMotion motion = plan.motion(backend, silence());
            Performance begun = new DittoPerformance(format, motion, plan.acting(), backend.begin(footage, format));
            refusal = null;
            return begun;
        } catch (InferenceException e) {
            refusal = String.valueOf(e.getMessage());
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Why the last film could not be begun, and what to do, such as for a GPU whose memory is full; empty once one could. Never waits. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    private static <T> T failing(Supplier<T> work) {
        try {
            return work.get();
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** The registered face of an avatar, made if need be. */
    public Source source(Avatar avatar) {
        return faces.source(avatar);
    }

    /**
     * Registers the frames of a film, to be shown forwards and backwards. It ends where the face can no longer be followed. Kept
     * nowhere.
     *
     * @param pictures at 25 a second, all of one size
     * @throws RenderException {@link Reason#UNUSABLE_PORTRAIT} if the first does not show a face that can be moved
     */
    public Footage register(List<RgbPicture> pictures) {
        return failing(() -> faces.register(pictures));
    }

    /**
     * Opens every network that a film needs.
     *
     * @throws RenderException {@link Reason#ENGINE_MISSING} if one is damaged or another than expected; it says which
     */
    @Override
    public void warmUp() {
        try {
            for (DittoNetwork network : DittoNetwork.values()) {
                boolean wanted = !network.researchOnly() || insightFace;
                if (wanted && !backend.runs().contains(network)) {
                    networks.network(network);
                }
            }
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    /** Measures this machine: runs what a film repeats, twice, and times the second run. Takes a few frames' time. */
    public SpeedEstimate estimate() {
        return failing(() -> SpeedEstimate.measure(
                backend, configuration.steps(), configuration.fusion().valid()));
    }

    /** Where films are rendered, such as {@code onnxruntime-cpu}. */
    public String device() {
        return backend.name();
    }

    /** Features of a window of silence, which every film warms up on. */
    private synchronized float[][] silence() {
        float[][] known = silence;
        if (known == null) {
            known = AudioWindows.features(backend.encode(AudioWindows.silence()).rows());
            silence = known;
        }
        return known;
    }

    /** Cancels the films that are being made, then frees the networks. */
    @Override
    public void close() {
        backend.close();
        faces.clear();
        networks.close();
    }
}

package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.pickle.PickleException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.Look.Photograph;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.config.DittoConfiguration;
import dev.vignette.renderer.face.ditto.drive.BlinkSchedule;
import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.drive.Fade;
import dev.vignette.renderer.face.ditto.drive.Gains;
import dev.vignette.renderer.face.ditto.drive.Retarget;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.motion.Condition;
import dev.vignette.renderer.face.ditto.motion.Denoiser;
import dev.vignette.renderer.face.ditto.motion.Emotion;
import dev.vignette.renderer.face.ditto.motion.MersenneTwister;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.motion.MotionVector;
import dev.vignette.renderer.face.ditto.motion.StreamingMotion;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import dev.vignette.renderer.face.ditto.source.EyeState;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import dev.vignette.renderer.face.ditto.source.Registration;
import dev.vignette.renderer.face.ditto.source.Source;
import dev.vignette.renderer.face.ditto.source.SourceCache;
import dev.vignette.renderer.face.ditto.source.SourceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a photograph of a person speaking as Ditto does. Safe to use from several threads; frames of all films are
 * rendered on one thread, in batches where the networks take them. The first film of a photograph registers it; what was
 * found is kept on the disk, except for guests, whose pictures are never written.
 */
public final class DittoFace implements Face {
    private static final Logger LOG = LoggerFactory.getLogger(DittoFace.class);
    private static final String CONFIGURATION = "ditto_cfg/v0.4_hubert_cfg_trt_online.pkl";
    private static final String VERSION = "1";
    private static final String GUEST = "guest";
    private static final int SHORTEST_GAP = 60;
    private static final int LONGEST_GAP = 100;

    private final DittoNetworks networks;
    private final DittoConfiguration configuration;
    private final Registration registration;
    private final SourceCache sources;
    private final FrameRenderer renderer;
    private final boolean standIn;
    private final boolean insightFace;
    private float @Nullable [][] silence;

    /**
     * Where Ditto's files are and what may be used of them.
     *
     * @param directory with the folders {@code ditto_onnx} and {@code ditto_cfg}
     * @param research with the detectors for research, if their licence was accepted, else null
     * @param cache where registered faces are kept
     * @param batch frames rendered at once; more than 1 only if the networks take that
     */
    public record Installation(Path directory, @Nullable Path research, Path cache, int batch) {
        /** Without the detectors for research, one frame at a time. */
        public static Installation of(Path directory, Path cache) {
            return new Installation(directory, null, cache, 1);
        }
    }

    private DittoFace(DittoNetworks networks, DittoConfiguration configuration, Installation installation) {
        this.networks = networks;
        this.configuration = configuration;
        insightFace = installation.research != null && networks.has(DittoNetwork.INSIGHTFACE_DET);
        registration = new Registration(
                networks,
                new SourceRules(
                        configuration.longestSide(),
                        configuration.cropScale(),
                        configuration.cropShift(),
                        configuration.turned()),
                insightFace);
        sources = new SourceCache(installation.cache);
        standIn = networks.standIn();
        renderer = new FrameRenderer(networks, installation.batch);
    }

    /**
     * @param engine runs the networks; is not closed
     * @throws RenderException {@link Reason#ENGINE_MISSING} if a file is missing or cannot be used; it says which
     */
    public static DittoFace open(Engine engine, Installation installation) {
        Path file = installation.directory.resolve(CONFIGURATION);
        DittoNetworks networks = null;
        try {
            DittoConfiguration configuration = DittoConfiguration.of(Files.readAllBytes(file));
            Path research = installation.research == null ? installation.directory : installation.research;
            networks = new DittoNetworks(engine, installation.directory, research);
            return new DittoFace(networks, configuration, installation);
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

    /** {@code ditto}, or {@code ditto-standin} where the networks have made-up weights. */
    @Override
    public EngineName engine() {
        return new EngineName(standIn ? "ditto-standin" : "ditto", VERSION);
    }

    @Override
    public FaceCapabilities capabilities() {
        String licence = insightFace ? "Apache-2.0; detectors for research only" : "Apache-2.0";
        return new FaceCapabilities(true, false, false, licence);
    }

    @Override
    public boolean shows(Avatar avatar) {
        return avatar.look() instanceof Photograph;
    }

    @Override
    public Performance perform(Avatar avatar, FilmFormat format, long seed) {
        return perform(avatar, format, seed, Direction.PLAIN);
    }

    /**
     * Begins a film with directions.
     *
     * @throws RenderException if the portrait cannot be used or a network fails
     */
    public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
        try {
            Source source = source(avatar);
            SplittableRandom random = new SplittableRandom(seed);
            SpeechMotion motion = motion(source, direction, (int) random.nextLong());
            return new DittoPerformance(
                    format, Framing.of(source, format), motion, acting(source, direction, random), renderer);
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** The registered face of an avatar, made if need be. */
    public Source source(Avatar avatar) {
        if (!(avatar.look() instanceof Photograph photograph)) {
            throw new RenderException(
                    Reason.UNUSABLE_PORTRAIT,
                    "This face shows photographs only; choose the sketch face for a drawing.");
        }
        boolean guest = avatar.id().value().equals(GUEST);
        String key = photograph.hash().replaceAll("[^A-Za-z0-9.-]", "_") + (insightFace ? "-i" : "-m")
                + (standIn ? "-standin" : "") + "-" + VERSION;
        return sources.get(key, !guest, () -> {
            Source source = registration.register(RgbPicture.of(photograph.picture()));
            if (source.faces() > 1) {
                LOG.info("The picture of {} shows {} faces; the largest speaks.", avatar.id(), source.faces());
            }
            return source;
        });
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
                if (!network.researchOnly() || insightFace) {
                    networks.network(network);
                }
            }
        } catch (InferenceException e) {
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    /** Measures this machine: runs each network that a film repeats twice and times the second run. Takes a few frames' time. */
    public SpeedEstimate estimate() {
        float[] volume = new float[Source.APPEARANCE];
        float[] points = new float[63];
        double hubert = seconds(() -> encode(AudioWindows.silence()));
        double lmdm = seconds(() -> denoise(new float[80 * 265], new float[265], new float[80 * Condition.SIZE], 499));
        double frame = seconds(() -> {
            float[] feature = output(networks.run(DittoNetwork.WARP_NETWORK, volume, points, points), "out");
            networks.run(DittoNetwork.DECODER, feature);
        });
        return new SpeedEstimate(
                hubert,
                lmdm,
                frame,
                configuration.steps(),
                configuration.fusion().valid());
    }

    private static double seconds(Runnable work) {
        work.run();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private SpeechMotion motion(Source source, Direction direction, int seed) {
        DittoConfiguration.Person person = configuration.person();
        EyeState eyes = person == null ? source.eyes() : person.eyes();
        MotionRecord rest = person == null ? source.motion() : person.motion();
        float[] points = person == null ? source.motion().kp() : person.keyPoints();
        List<float[]> moods = direction.mood().isEmpty()
                ? configuration.moods()
                : List.of(Emotion.mix(
                        direction.mood().stream().map(Emotion::place).toList()));
        Condition condition = new Condition(moods, List.of(eyes.open()), List.of(eyes.ball()), points);
        int overlap = configuration.fusion().overlap();
        float[][] quiet = silence();
        List<float[]> warmUp = new ArrayList<>(overlap);
        for (int i = 0; i < overlap; i++) {
            warmUp.add(condition.row(quiet[i % quiet.length], i - overlap));
        }
        var diffusion = new MotionDiffusion(this::denoise, configuration.steps(), new MersenneTwister(seed));
        var motion = new StreamingMotion(
                diffusion::window, configuration.fusion(), configuration.limits(), MotionVector.of(rest), warmUp);
        return new SpeechMotion(this::encode, condition, motion);
    }

    private Acting acting(Source source, Direction direction, SplittableRandom random) {
        Gains gains = configuration.gains();
        DittoConfiguration.Person person = configuration.person();
        if (person != null && person.motion().scale() != source.motion().scale()) {
            gains = gains.scaled(person.motion().scale() / source.motion().scale());
        }
        var settings = new Retarget.Settings(gains, configuration.relative(), true, configuration.blinks(), Fade.NONE);
        float[] turn = configuration.turn();
        Controls usual = new Controls(1, new Controls.Angles(turn[0], turn[1], turn[2]), null, null);
        return new Acting(
                source,
                settings,
                blinks(direction, random),
                direction.controls().or(usual),
                configuration.stitching());
    }

    private BlinkSchedule blinks(Direction direction, SplittableRandom random) {
        List<Integer> gaps = configuration.gaps();
        if (!direction.blinks() || gaps.equals(List.of(-1))) {
            return BlinkSchedule.never();
        }
        return gaps.isEmpty()
                ? BlinkSchedule.random(BlinkSchedule.UNKNOWN, () -> random.nextInt(SHORTEST_GAP, LONGEST_GAP + 1))
                : BlinkSchedule.of(BlinkSchedule.UNKNOWN, gaps);
    }

    private float[] encode(float[] window) {
        return output(networks.run(DittoNetwork.HUBERT, window), "encoding_out");
    }

    /** Features of a window of silence, which every film warms up on. */
    private synchronized float[][] silence() {
        float[][] known = silence;
        if (known == null) {
            known = AudioWindows.features(encode(AudioWindows.silence()));
            silence = known;
        }
        return known;
    }

    private Denoiser.Prediction denoise(float[] x, float[] frame, float[] condition, int time) {
        Map<String, float[]> outputs = networks.run(DittoNetwork.LMDM, x, frame, condition, new float[] {time});
        return new Denoiser.Prediction(output(outputs, "pred_noise"), output(outputs, "x_start"));
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        float[] values = outputs.get(name);
        if (values == null) {
            throw new RenderException(Reason.ENGINE_FAILED, "A network of Ditto has no output " + name + ".");
        }
        return values;
    }

    /** Cancels the films that are being made, then frees the networks. */
    @Override
    public void close() {
        renderer.close();
        sources.clear();
        networks.close();
    }
}

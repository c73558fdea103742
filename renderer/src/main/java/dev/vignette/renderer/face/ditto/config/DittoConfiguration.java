package dev.vignette.renderer.face.ditto.config;

import dev.vignette.inference.pickle.Pickle;
import dev.vignette.inference.pickle.PickleException;
import dev.vignette.renderer.face.ditto.drive.Gains;
import dev.vignette.renderer.face.ditto.drive.Item;
import dev.vignette.renderer.face.ditto.motion.EmotionCondition;
import dev.vignette.renderer.face.ditto.motion.FusionSettings;
import dev.vignette.renderer.face.ditto.motion.MotionLimits;
import dev.vignette.renderer.face.ditto.source.EyeState;
import dev.vignette.renderer.face.ditto.source.MotionRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the films are made with.
 *
 * @param longestSide of the working picture, pixels
 * @param cropScale how much of the picture about the face the networks see
 * @param cropShift downwards, as a share of the crop
 * @param turned whether the crop is turned upright
 * @param moods 8 numbers for each frame, over and over
 * @param person the reference person whose conditions replace the source's, or null for the source's own
 * @param fusion how windows of motion are joined
 * @param steps network calls for each window of motion
 * @param limits of the motion
 * @param footage how the frames of a film as source are handled
 * @param gains what is driven, and how strongly; null for what is usual for the kind of source
 * @param relative whether motion is measured against its first frame
 * @param blinks 15 × 63 numbers of a blink, or null for none
 * @param gaps frames between blinks: empty for irregular ones, −1 alone for no blinks
 * @param stitching whether driven key points are corrected
 * @param turn added to the head's pitch, yaw and roll in every frame, degrees; NaN for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // Tables to read, not to compare; never written to after construction.
public record DittoConfiguration(
        int longestSide,
        double cropScale,
        double cropShift,
        boolean turned,
        List<float[]> moods,
        @Nullable Person person,
        FusionSettings fusion,
        int steps,
        MotionLimits limits,
        FootageRules footage,
        @Nullable Gains gains,
        boolean relative,
        float @Nullable [][] blinks,
        List<Integer> gaps,
        boolean stitching,
        float[] turn) {

    /**
     * How a film as source is handled.
     *
     * @param most frames that are used; negative for as many as there is room for
     * @param smoothing width of the mean filter over its motion, frames
     * @param firstEyes whether the eyes of its first frame stand for all
     * @param moveEyes whether speech moves the eyes of a source: null for in pictures only
     */
    public record FootageRules(
            int most,
            int smoothing,
            boolean firstEyes,
            @Nullable Boolean moveEyes) {}

    /** Somebody whose face the motion network knows well. */
    public record Person(MotionRecord motion, EyeState eyes, float[] keyPoints) {}

    /**
     * Settings from the file's dictionary; what it leaves out is as the published program has it, except that films are always
     * made as a stream.
     *
     * @throws PickleException if a value is not of its kind
     */
    public static DittoConfiguration of(byte[] pickle) {
        Options all = Options.of(Pickle.read(pickle, new Constructors()));
        Options options = all.section("default_kwargs");
        FusionSettings fusion = new FusionSettings(
                options.integer("overlap_v2", 70),
                options.integer("smo_k_d", 3),
                options.integer("fix_kp_cond", 1),
                options.integers("fix_kp_cond_dim", List.of(0, 202)).getFirst(),
                options.integers("fix_kp_cond_dim", List.of(0, 202)).getLast());
        Options turn = options.section("overall_ctrl_info");
        return new DittoConfiguration(
                options.integer("max_size", 1920),
                options.number("crop_scale", 2.3),
                options.number("crop_vy_ratio", -0.125),
                options.truth("crop_flag_do_rot", true),
                moods(options),
                person(options),
                fusion,
                options.integer("sampling_timesteps", 10),
                limits(options),
                new FootageRules(
                        options.integer("template_n_frames", options.integer("N_d", -1)),
                        options.integer("smo_k_s", 13),
                        options.truth("eye_f0_mode", false),
                        options.has("drive_eye") ? options.truth("drive_eye", true) : null),
                gains(options),
                options.truth("relative_d", true),
                blinks(options),
                gaps(options),
                options.truth("flag_stitching", true),
                new float[] {
                    (float) turn.number("delta_pitch", Double.NaN),
                    (float) turn.number("delta_yaw", Double.NaN),
                    (float) turn.number("delta_roll", Double.NaN)
                });
    }

    /** The same but for what was chosen instead. */
    public DittoConfiguration with(FilmOptions chosen) {
        return new DittoConfiguration(
                longestSide,
                cropScale,
                cropShift,
                turned,
                moods,
                person,
                fusion.overlapping(chosen.overlap().orElse(fusion.overlap())),
                steps,
                limits,
                footage,
                gains,
                relative,
                blinks,
                gaps,
                stitching,
                turn);
    }

    private static float @Nullable [][] blinks(Options options) {
        NumpyArray table = options.array("delta_eye_arr");
        return table == null ? null : sized(table, 15, 63).rows();
    }

    private static List<Integer> gaps(Options options) {
        List<Integer> gaps = options.integers("delta_eye_open_n", List.of(0));
        return gaps.equals(List.of(0)) ? List.of() : gaps;
    }

    private static NumpyArray sized(NumpyArray array, int rows, int columns) {
        if (array.values().length != rows * columns) {
            throw new PickleException(
                    "A table in the configuration should have " + rows + " × " + columns + " numbers.");
        }
        return array;
    }

    private static List<float[]> moods(Options options) {
        NumpyArray rows = options.array("emo");
        if (rows != null) {
            return List.of(sized(rows, rows.values().length / 8, 8).rows());
        }
        return List.of(EmotionCondition.at(options.integers("emo", List.of(4))));
    }

    private static MotionLimits limits(Options options) {
        NumpyArray rows = options.array("v_min_max_for_clip");
        if (rows != null) {
            float[][] all = sized(rows, rows.values().length / 265, 265).rows();
            return new MotionLimits(all[0], all[1]);
        }
        return MotionLimits.none();
    }

    private static @Nullable Gains gains(Options options) {
        Map<Item, Float> gains = new EnumMap<>(Item.class);
        Options given = options.section("use_d_keys");
        List<String> named = options.words("use_d_keys");
        for (Item item : Item.values()) {
            if (named.contains(item.name().toLowerCase(Locale.ROOT))) {
                gains.put(item, 1f);
            }
            double gain = given.number(item.name().toLowerCase(Locale.ROOT), Double.NaN);
            if (!Double.isNaN(gain)) {
                gains.put(item, (float) gain);
            }
        }
        return gains.isEmpty() ? null : Gains.of(gains);
    }

    private static @Nullable Person person(Options options) {
        Options info = options.section("ch_info");
        if (info.isEmpty()) {
            return null;
        }
        Options motion = info.firstSection("x_s_info_lst");
        MotionRecord record = new MotionRecord(
                motion.floats("scale", 1)[0],
                motion.floats("pitch", 66),
                motion.floats("yaw", 66),
                motion.floats("roll", 66),
                motion.floats("t", 3),
                motion.floats("exp", 63),
                motion.floats("kp", 63));
        EyeState eyes = new EyeState(info.firstFloats("eye_open_lst", 2), info.firstFloats("eye_ball_lst", 6));
        return new Person(record, eyes, info.floats("sc", 63));
    }

    /**
     * What is driven, and how strongly.
     *
     * @param moving whether the source is a film, in which the head moves by itself
     */
    public Gains gains(boolean moving) {
        if (gains != null) {
            return gains;
        }
        return Gains.plain(moving ? Item.OF_FILM : Item.OF_PICTURE);
    }

    /** Whether speech moves the eyes. */
    public boolean movesEyes(boolean moving) {
        Boolean given = footage.moveEyes();
        return given == null ? !moving : given;
    }
}

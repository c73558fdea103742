package dev.vignette.renderer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.Emotion;
import dev.vignette.renderer.direction.Fade;
import dev.vignette.renderer.direction.Gaze;
import dev.vignette.renderer.direction.HeadAngles;
import dev.vignette.renderer.face.motion.Signals;
import dev.vignette.renderer.face.motion.SyntheticSpeech;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link Face} promises. Implementations extend this and say which face and avatar to try. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FaceContract {
    private static final long SEED = 20_261_122;

    /** By syllables: what a test needs again need not be painted again. */
    private final Map<Integer, List<Long>> films = new HashMap<>();

    /** By samples. */
    private final Map<Integer, List<byte[]>> silentFilms = new HashMap<>();

    private Face face;
    private Avatar avatar;

    /** A new engine; the contract closes the one that it is tried on. */
    protected abstract Face face();

    /** Somebody whom {@link #face()} can show. */
    protected abstract Avatar avatar();

    /** Small, so that slow painters pass in reasonable time. */
    protected FilmFormat format() {
        return new FilmFormat(256, 256, 25);
    }

    /** How many of the sizes and lengths to try: 1 for quick painters, less for slow ones. */
    protected double[] lengths() {
        return new double[] {0.01, 0.039, 0.04, 0.041, 0.2, 0.5, 1, 3};
    }

    /** How many syllables to speak where a quick painter speaks {@code usual}; less for slow ones. */
    protected int syllables(int usual) {
        return usual;
    }

    @BeforeAll
    void open() {
        face = face();
        avatar = avatar();
    }

    @AfterAll
    void close() {
        face.close();
    }

    @Test
    void showsItsAvatarAndSaysWhatItIs() {
        assertThat(face.shows(avatar)).isTrue();
        assertThat(face.engine()).isNotNull();
        assertThat(face.capabilities().licence()).isNotBlank();
    }

    @Test
    void thePictureCoversTheSoundAndLittleMore() {
        for (double seconds : lengths()) {
            Pcm sound = new Pcm(new float[(int) Math.round(seconds * 22_050)], SampleRate.HZ_22050);
            int frames = film(List.of(new SpeechChunk(sound, List.of())), SEED).size();
            double shown = frames / (double) format().framesPerSecond();
            assertThat(shown).as("%s s", seconds).isGreaterThanOrEqualTo(sound.seconds() - 1e-6);
            assertThat(shown).as("%s s", seconds).isLessThan(sound.seconds() + 1.0 / format().framesPerSecond());
        }
    }

    @Test
    void framesHaveTheSizeAskedFor() {
        SpeechChunk speech = speech(2).whole();
        try (Performance performance = face.perform(avatar, format(), SEED)) {
            FrameSink sink = frame -> {
                assertThat(frame.width()).isEqualTo(format().width());
                assertThat(frame.height()).isEqualTo(format().height());
            };
            performance.hear(speech, sink);
            performance.finish(sink);
        }
    }

    @Test
    void chunksDoNotMatter() {
        SpeechChunk speech = speech(4).whole();
        SplittableRandom random = new SplittableRandom(1);
        List<Integer> cuts = new ArrayList<>();
        int samples = speech.sound().samples().length;
        for (int at = 1; at < samples; at += 1 + random.nextInt(5_000)) {
            cuts.add(at);
        }
        assertThat(film(SyntheticSpeech.cut(speech, cuts), SEED)).isEqualTo(known(4));
    }

    @Test
    void framesComeWhileTheSpeechGoesOn() {
        SpeechChunk speech = speech(12).whole();
        try (Performance performance = face.perform(avatar, format(), SEED)) {
            List<Long> early = new ArrayList<>();
            performance.hear(speech, frame -> early.add(hash(frame)));
            // Whatever the engine looks ahead, it must not wait for the end.
            assertThat(early.size()).isGreaterThan((int) (speech.sound().seconds() * 25 / 2));
        }
    }

    @Test
    void theSeedDecides() {
        List<SpeechChunk> speech = List.of(speech(4).whole());
        assertThat(film(speech, SEED)).isEqualTo(known(4));
        assertThat(film(speech, SEED + 1)).hasSameSizeAs(known(4)).isNotEqualTo(known(4));
    }

    @Test
    void aDirectionIsFollowedAsFarAsTheFaceCan() {
        Direction everything = Direction.PLAIN
                .in(Emotion.HAPPY)
                .looking(new Gaze(1, 1))
                .headGain(HeadAngles.all(0))
                .turned(new HeadAngles(5, 20, 5))
                .articulated(0)
                .blinking(false)
                .fading(new Fade(0.2, 0.2));
        Set<Aspect> followed = face.capabilities().directions();
        List<SpeechChunk> speech = List.of(speech(2).whole());
        List<Long> plain = known(2);
        assertThat(film(speech, SEED, everything.within(EnumSet.complementOf(copy(followed)))))
                .as("what the face does not follow")
                .isEqualTo(plain);
        List<Long> directed = film(speech, SEED, everything);
        assertThat(directed.equals(plain)).as("what the face follows").isEqualTo(followed.isEmpty());
        assertThat(directed).hasSameSizeAs(plain);
    }

    private static EnumSet<Aspect> copy(Set<Aspect> aspects) {
        EnumSet<Aspect> copy = EnumSet.noneOf(Aspect.class);
        copy.addAll(aspects);
        return copy;
    }

    @Test
    void canBeClosedMidWay() {
        Performance performance = face.perform(avatar, format(), SEED);
        performance.hear(speech(3).whole(), frame -> {});
        performance.close();
        assertThatCode(performance::close).doesNotThrowAnyException();
        assertThat(film(List.of(speech(1).whole()), SEED)).isNotEmpty();
    }

    @Test
    void twoFilmsAtOnceDoNotMix() {
        SpeechChunk one = speech(4).whole();
        SpeechChunk two = speech(5).soundOnly();
        List<Long> filmOne = new ArrayList<>();
        List<Long> filmTwo = new ArrayList<>();
        try (Performance first = face.perform(avatar, format(), SEED);
                Performance second = face.perform(avatar, format(), SEED + 1)) {
            first.hear(one, frame -> filmOne.add(hash(frame)));
            second.hear(two, frame -> filmTwo.add(hash(frame)));
            second.finish(frame -> filmTwo.add(hash(frame)));
            first.finish(frame -> filmOne.add(hash(frame)));
        }
        assertThat(filmOne).isEqualTo(known(4));
        assertThat(filmTwo).isEqualTo(film(List.of(two), SEED + 1));
    }

    @Test
    void theMouthFollowsPhonemes() {
        follows(speech(10).whole());
    }

    @Test
    void theMouthFollowsSoundAlone() {
        follows(speech(10).soundOnly());
    }

    /** Compares with a film of the same length in which nobody speaks. */
    private void follows(SpeechChunk speech) {
        Pcm silence = new Pcm(
                new float[speech.sound().samples().length], speech.sound().rate());
        List<byte[]> still = silentFilms.computeIfAbsent(
                silence.samples().length, samples -> lowerFaces(new SpeechChunk(silence, List.of())));
        List<byte[]> spoken = lowerFaces(speech);
        double[] change = new double[spoken.size()];
        for (int i = 0; i < change.length; i++) {
            change[i] = difference(still.get(i), spoken.get(i));
        }
        double[] envelope = SyntheticSpeech.envelope(speech.sound(), format().framesPerSecond(), change.length);
        int lag = Signals.lag(envelope, change, 4);
        assertThat(lag).as("frames by which the picture is late").isBetween(-1, 1);
        assertThat(Signals.correlation(envelope, change, lag)).isGreaterThan(0.5);
    }

    private List<byte[]> lowerFaces(SpeechChunk speech) {
        List<byte[]> faces = new ArrayList<>();
        FrameSink sink = frame -> {
            int from = frame.height() / 2;
            byte[] lower = Arrays.copyOfRange(frame.y(), from * frame.width(), frame.y().length);
            faces.add(lower);
        };
        try (Performance performance = face.perform(avatar, format(), SEED)) {
            performance.hear(speech, sink);
            performance.finish(sink);
        }
        return faces;
    }

    /** Mean absolute difference over the middle half of each row. */
    private double difference(byte[] one, byte[] two) {
        int width = format().width();
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            int column = i % width;
            if (column >= width / 4 && column < width * 3 / 4) {
                sum += Math.abs((one[i] & 255) - (two[i] & 255));
            }
        }
        return sum / one.length;
    }

    /** The film of so many syllables by {@link #SEED}, perhaps painted for an earlier test. */
    private List<Long> known(int usual) {
        return films.computeIfAbsent(usual, many -> film(List.of(speech(many).whole()), SEED));
    }

    private List<Long> film(List<SpeechChunk> speech, long seed) {
        return film(speech, seed, Direction.PLAIN);
    }

    private List<Long> film(List<SpeechChunk> speech, long seed, Direction direction) {
        List<Long> film = new ArrayList<>();
        try (Performance performance = face.perform(avatar, format(), seed, direction)) {
            for (SpeechChunk chunk : speech) {
                performance.hear(chunk, frame -> film.add(hash(frame)));
            }
            performance.finish(frame -> film.add(hash(frame)));
        }
        return film;
    }

    private SyntheticSpeech speech(int usual) {
        return SyntheticSpeech.babble(SampleRate.HZ_22050, syllables(usual), 7);
    }

    private static long hash(Frame frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.y());
        crc.update(frame.u());
        crc.update(frame.v());
        return crc.getValue();
    }
}

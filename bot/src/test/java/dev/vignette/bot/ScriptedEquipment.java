package dev.vignette.bot;

import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.engines.Guests;
import dev.vignette.media.Language;
import dev.vignette.media.MediaException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.film.FrameSink;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.FaceCapabilities;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceCapabilities;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A voice that hums and a face that is grey, which do what a test tells them. Films are real MP4s, as short as can be.
 * A text that contains one of the words below makes the voice fail in that way.
 */
public final class ScriptedEquipment {
    public static final String UNSPEAKABLE = "unspeakable";
    public static final String BROKEN = "broken";
    public static final String FULL = "diskfull";

    private static final Timbre TIMBRE = new Timbre(120, 0.2, 5, List.of());
    private static final SampleRate RATE = SampleRate.HZ_16000;

    /** How often anything was spoken. */
    public final AtomicInteger spoken = new AtomicInteger();
    /** What was last given to the voice. */
    public final AtomicReference<String> text = new AtomicReference<>("");
    /** What every voice waits for before it speaks. */
    public final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    /** Counted down when a voice begins. */
    public final AtomicReference<CountDownLatch> begun = new AtomicReference<>(new CountDownLatch(1));
    /** Counted down when a voice is interrupted at the gate. */
    public final CountDownLatch cancelled = new CountDownLatch(1);
    /** Whether opening the voice fails. */
    public volatile boolean voiceMissing;

    public Equipment equipment() {
        Engines engines = new Engines(this::open, () -> List.of(new GreyFace()));
        Cast cast = new Cast(List.of(
                member("ada", "Ada", Language.ENGLISH),
                member("mateo", "Mateo", Language.SPANISH),
                member("lin", "Lin", Language.CHINESE)));
        return new Equipment(engines, cast, new Visitors(), ScriptedEquipment::detect);
    }

    private Voice open() {
        if (voiceMissing) {
            throw new RenderException(RenderException.Reason.ENGINE_MISSING, "The test's voice is not installed.");
        }
        return new Hum();
    }

    private static Cast.Member member(String id, String name, Language language) {
        Avatar avatar = new Avatar(new AvatarId(id), "1", new Look.Drawing(Map.of()), TIMBRE);
        return new Cast.Member(avatar, name, "Somebody for tests.", List.of(language), "#808080", new byte[] {1, 2, 3});
    }

    private static Optional<Language> detect(String text) {
        if (text.contains("hola")) {
            return Optional.of(Language.SPANISH);
        }
        return text.contains("hello") ? Optional.of(Language.ENGLISH) : Optional.empty();
    }

    private static final class Visitors implements Guests {
        @Override
        public Look.Photograph picture(byte[] file, String sha256) {
            if (file[0] != 'P') {
                throw new MediaException(MediaException.Reason.NOT_PICTURE, "This is not a picture.");
            }
            return new Look.Photograph(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), sha256);
        }

        @Override
        public Look.Footage footage(byte[] file, String sha256) {
            if (file[0] != 'V') {
                throw new MediaException(MediaException.Reason.NOT_PICTURE, "This is not a film.");
            }
            return new Look.Footage(file, sha256, null);
        }

        @Override
        public Heard voice(byte[] file, String sha256) {
            if (file[0] != 'S') {
                throw new RenderException(RenderException.Reason.UNUSABLE_SAMPLE, "There is no voice in this sample.");
            }
            return new Heard(TIMBRE, Pcm.silence(Duration.ofSeconds(4), SampleRate.HZ_24000));
        }
    }

    private final class Hum implements Voice {
        @Override
        public EngineName engine() {
            return new EngineName("hum", "1");
        }

        @Override
        public VoiceCapabilities capabilities() {
            return new VoiceCapabilities(
                    Set.of(Language.ENGLISH, Language.SPANISH, Language.CHINESE),
                    RATE,
                    false,
                    false,
                    false,
                    false,
                    "none");
        }

        @Override
        public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
            spoken.incrementAndGet();
            text.set(script.text());
            begun.get().countDown();
            try {
                gate.get().await();
            } catch (InterruptedException e) {
                cancelled.countDown();
                throw new RenderException(RenderException.Reason.CANCELLED, "Stopped.", e);
            }
            if (script.text().contains(UNSPEAKABLE)) {
                throw new RenderException(RenderException.Reason.UNSPEAKABLE_TEXT, "This cannot be spoken.");
            }
            if (script.text().contains(BROKEN)) {
                throw new RenderException(RenderException.Reason.ENGINE_FAILED, "The voice broke.");
            }
            if (script.text().contains(FULL)) {
                throw new RenderException(RenderException.Reason.STORAGE_FULL, "There is no room.");
            }
            sink.accept(new SpeechChunk(Pcm.silence(Duration.ofMillis(80), RATE), List.of()));
        }

        @Override
        public void close() {}
    }

    private static final class GreyFace implements Face {
        @Override
        public EngineName engine() {
            return new EngineName("grey", "1");
        }

        @Override
        public FaceCapabilities capabilities() {
            return new FaceCapabilities(true, true, true, Set.of(Aspect.GAZE, Aspect.EMOTION), false, "none");
        }

        @Override
        public boolean shows(Avatar avatar) {
            return true;
        }

        @Override
        public Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction) {
            return new Performance() {
                @Override
                public void hear(SpeechChunk chunk, FrameSink sink) {
                    // one picture at the end is enough of a film
                }

                @Override
                public void finish(FrameSink sink) {
                    sink.accept(Frame.allocate(format.width(), format.height()));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}

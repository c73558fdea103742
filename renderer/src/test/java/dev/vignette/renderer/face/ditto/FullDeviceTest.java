package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.face.Performance;
import dev.vignette.renderer.face.ditto.motion.NoiseSource;
import dev.vignette.renderer.face.ditto.motion.WindowModel;
import dev.vignette.renderer.voice.SpeechChunk;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device without memory fails one film with its reason, wherever it runs out, and the next is made. */
class FullDeviceTest {
    private static final String FULL = "The GPU failed to give 8388608 bytes of memory: out of memory."
            + " Its memory is full: use a smaller batch, close other programs on it, or use a larger GPU.";
    private static final FilmFormat SMALL = new FilmFormat(64, 64, 25);

    private enum Want {
        SOUND,
        MOTION,
        PICTURE,
        FRAME
    }

    @TempDir
    private Path home;

    /** What asks for this next is refused, once. */
    private @Nullable Want full;

    private void wants(Want want) {
        if (want == full) {
            full = null;
            throw new InferenceException(FULL);
        }
    }

    /** A device that computes on the processor and has no more memory when the test says so. */
    private final class Device implements Backend {
        private final Backend inner;

        Device(Backend inner) {
            this.inner = inner;
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Features encode(float[] window) {
            Features features = inner.encode(window);
            return new Features() {
                @Override
                public boolean ready() {
                    return features.ready();
                }

                @Override
                public float[] rows() {
                    wants(Want.SOUND);
                    return features.rows();
                }
            };
        }

        @Override
        public WindowModel motion(int steps, NoiseSource noise) {
            wants(Want.MOTION);
            return inner.motion(steps, noise);
        }

        @Override
        public FilmFrames begin(Footage footage, FilmFormat format) {
            wants(Want.PICTURE);
            FilmFrames frames = inner.begin(footage, format);
            return new FilmFrames() {
                @Override
                public int most() {
                    return frames.most();
                }

                @Override
                public void ask(int index, float[] points) {
                    wants(Want.FRAME);
                    frames.ask(index, points);
                }

                @Override
                public int waiting() {
                    return frames.waiting();
                }

                @Override
                public boolean ready() {
                    return frames.ready();
                }

                @Override
                public Frame take() throws InterruptedException {
                    return frames.take();
                }

                @Override
                public void close() {
                    frames.close();
                }
            };
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static int film(DittoFace face) {
        int[] frames = {0};
        try (Performance film = face.perform(Puppets.avatar("ada", Puppets.portrait("ada")), SMALL, 1)) {
            film.hear(new SpeechChunk(new Pcm(new float[1_600], SampleRate.HZ_16000), List.of()), frame -> frames[0]++);
            film.finish(frame -> frames[0]++);
        }
        return frames[0];
    }

    @ParameterizedTest
    @EnumSource
    void theFilmFailsWithItsReasonAndTheNextIsMade(Want want) {
        var installation = DittoFace.Installation.of(Puppets.home(), home);
        DittoFace.BackendOpener plain = DittoFace.portable(Puppets.ENGINE, installation);
        try (DittoFace face = DittoFace.open(
                Puppets.ENGINE,
                installation,
                (networks, configuration) -> new Device(plain.open(networks, configuration)))) {
            full = want;
            assertThatThrownBy(() -> film(face))
                    .isInstanceOfSatisfying(RenderException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.ENGINE_FAILED);
                        assertThat(e.retryable()).isTrue();
                    })
                    .hasMessage(FULL);
            // What is asked for within a film is not known when it begins.
            boolean begun = want == Want.FRAME;
            assertThat(face.refusal().isPresent()).isEqualTo(!begun);
            assertThat(film(face)).isEqualTo(3);
            assertThat(face.refusal()).isEmpty();
        }
    }
}

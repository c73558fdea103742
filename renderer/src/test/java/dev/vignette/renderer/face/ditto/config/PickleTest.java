package dev.vignette.renderer.face.ditto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.pickle.Pickle;
import dev.vignette.inference.pickle.PickleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by Python 3 and NumPy 2. */
class PickleTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = PickleTest.class.getResourceAsStream("/pickles/" + name + ".pkl")) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void plainValuesAndArraysAreRead(int protocol) throws IOException {
        Map<?, ?> all = (Map<?, ?>) Pickle.read(file("protocol" + protocol), new Constructors());
        Map<?, ?> options = (Map<?, ?>) all.get("default_kwargs");
        NumpyArray moods = (NumpyArray) options.get("emo");
        assertThat(moods.shape()).containsExactly(2, 8);
        assertThat(moods.rows()[1]).startsWith(8, 9, 10);
        assertThat(options.get("overlap_v2")).isEqualTo(70L);
        assertThat(((Number) options.get("sampling_timesteps")).intValue()).isEqualTo(10);
        assertThat(options.get("online_mode")).isEqualTo(true);
        assertThat(options.get("big")).isEqualTo(-12345678901L);
        assertThat(options.get("none")).isNull();
        assertThat(options.get("t")).isEqualTo(List.of(1L, 2.5, "ä"));
        assertThat(((NumpyArray) options.get("half")).values()).containsExactly(1, 2.5f);
        assertThat(options.get("scalar")).isEqualTo(1.5);
        assertThat(all.get("b")).isEqualTo(all.get("a")).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void settingsNotInTheFileAreThePublishedOnes() throws IOException {
        DittoConfiguration configuration = DittoConfiguration.of(file("protocol4"));
        assertThat(configuration.fusion().overlap()).isEqualTo(70);
        assertThat(configuration.steps()).isEqualTo(10);
        assertThat(configuration.moods()).hasSize(2);
        assertThat(configuration.turn()[0]).isEqualTo(2);
        assertThat(configuration.turn()[1]).isNaN();
        assertThat(configuration.cropScale()).isEqualTo(2.3);
        assertThat(configuration.person()).isNull();
        assertThat(configuration.blinks()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aPickleThatWantsToRunSomethingIsRefusedByName(int protocol) {
        assertThatThrownBy(() -> Pickle.read(file("malicious" + protocol), new Constructors()))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("system")
                .hasMessageContaining("was not opened");
    }

    @Test
    void brokenFilesAreRefusedWhereverTheyAreBroken() throws IOException {
        byte[] whole = file("protocol4");
        for (int length = 0; length < whole.length; length += 3) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Pickle.read(part, new Constructors())).isInstanceOf(PickleException.class);
        }
        // Protocol 4, a list in itself under memo 0: neither finished for ever nor hashed as a key.
        for (String program : List.of("]\u0094h\u0000a.", "}]\u0094h\u0000ah\u0000Ns.")) {
            byte[] loop = program.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> Pickle.read(loop, new Constructors())).isInstanceOf(PickleException.class);
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 3_000; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k < 3; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                Pickle.read(changed, new Constructors());
            } catch (PickleException expected) {
                assertThat(expected).hasMessageEndingWith(".");
            }
        }
    }
}

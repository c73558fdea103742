package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisePlacesTest {
    private final float[][] ada = {{1}};
    /** Equal numbers of another film are another's all the same. */
    private final float[][] lin = {{1}};

    private final float[][] mel = {{3}};
    private final NoisePlaces places = new NoisePlaces(3);
    private final List<float[][]> sent = new ArrayList<>();

    private int[] compute(List<float[][]> films) {
        int[] where = places.of(films);
        for (int i = 0; i < where.length; i++) {
            float[][] noise = films.get(i);
            places.send(where[i], noise, () -> sent.add(noise));
        }
        return where;
    }

    @Test
    void aFilmComesToWhereItsNoiseLiesAndSendsItOnce() {
        assertThat(compute(List.of(ada, lin))).containsExactly(0, 1);
        assertThat(compute(List.of(lin, mel, ada))).containsExactly(1, 2, 0);
        assertThat(compute(List.<float[][]>of(mel))).containsExactly(2);
        assertThat(sent).hasSize(3);
    }

    @Test
    void windowsOfOneFilmLieInDifferentPlaces() {
        assertThat(compute(List.of(ada, ada, ada))).containsExactly(0, 1, 2);
        assertThat(compute(List.of(ada, ada))).containsExactly(0, 1);
        assertThat(sent).hasSize(3);
    }

    @Test
    void whatFailedWhileItWasSentIsSentAgain() {
        assertThatThrownBy(() -> places.send(0, ada, () -> {
                    throw new InferenceException("The GPU is gone.");
                }))
                .isInstanceOf(InferenceException.class);
        assertThat(places.holds(0, ada)).isFalse();
        compute(List.<float[][]>of(ada));
        assertThat(sent).containsExactly(ada);
    }
}

package dev.vignette.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierTest {

    @Test
    void isTheDiscreteFourierTransform() {
        int size = 64;
        double[] x = new Random(7).doubles(size).toArray();
        double[] re = x.clone();
        double[] im = new double[size];
        new Fourier(size).forward(re, im);
        for (int k = 0; k < size; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int n = 0; n < size; n++) {
                sumRe += x[n] * Math.cos(2 * Math.PI * k * n / size);
                sumIm -= x[n] * Math.sin(2 * Math.PI * k * n / size);
            }
            assertThat(re[k]).isCloseTo(sumRe, within(1e-9));
            assertThat(im[k]).isCloseTo(sumIm, within(1e-9));
        }
    }

    @Test
    void theInverseUndoesIt() {
        double[] x = new Random(8).doubles(1024).toArray();
        double[] re = x.clone();
        double[] im = new double[1024];
        Fourier fourier = new Fourier(1024);
        fourier.forward(re, im);
        fourier.inverse(re, im);
        assertThat(re).containsExactly(x, within(1e-12));
        assertThat(im).containsOnly(new double[] {0}, within(1e-12));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> new Fourier(1000)).hasMessageContaining("power of two");
    }
}

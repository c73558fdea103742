package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.renderer.face.ditto.device.FramePrecision.Numbers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramePrecisionTest {
    @ParameterizedTest
    @CsvSource({
        "half, HALF, 0, half",
        "INT8, INT8, 50, int8:50",
        " int8:45.5 , INT8, 45.5, int8:45.5",
        "int8:60.0, INT8, 60, int8:60",
        "int8:53.25, INT8, 53.25, int8:53.25"
    })
    void isReadAsItIsWritten(String text, Numbers numbers, double least, String written) {
        FramePrecision precision = FramePrecision.parse(text);
        assertThat(precision).isEqualTo(new FramePrecision(numbers, least)).hasToString(written);
        assertThat(FramePrecision.parse(precision.toString())).isEqualTo(precision);
        assertThat(precision.bits().isPresent()).isEqualTo(numbers != Numbers.HALF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "full", "int4", "half:50", "int8:", "int8:5", "int8:-50", "int8:950", "int8 50", "int8:50dB"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> FramePrecision.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

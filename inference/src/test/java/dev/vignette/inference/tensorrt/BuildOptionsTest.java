package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildOptionsTest {
    private static final TensorSpec AUDIO = TensorSpec.of("audio", ElementType.FLOAT32, 1, -1);

    @Test
    void reads_ranges_of_shapes() {
        ShapeRange range = ShapeRange.parse(" 1x3240,1x6480,1x12960");

        assertThat(range.min()).containsExactly(1L, 3240L);
        assertThat(range.opt()).containsExactly(1L, 6480L);
        assertThat(range.max()).containsExactly(1L, 12960L);
        assertThat(range.contains(1, 12960)).isTrue();
        assertThat(range.contains(1, 12961)).isFalse();
        assertThat(range.contains(3240)).isFalse();
        assertThat(ShapeRange.parse(range.toString())).isEqualTo(range);
        assertThat(ShapeRange.parse("1x80x265")).isEqualTo(ShapeRange.fixed(1, 80, 265));
    }

    @Test
    void refuses_what_is_no_range() {
        for (String text :
                List.of("", "1x", "x", "1,2", "1,2,3,4", "-1", "1x2,1,1x2", "5,4,6", "99999999999999", "a")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> ShapeRange.parse(text));
        }
    }

    @Test
    void an_input_of_open_size_needs_a_range_that_fits() {
        BuildOptions options = BuildOptions.of(Precision.FP16);

        assertThat(options.range(TensorSpec.of("x", ElementType.FLOAT32, 1, 3), "n"))
                .isEqualTo(ShapeRange.fixed(1, 3));
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> options.range(AUDIO, "hubert"))
                .withMessageContaining("audio FLOAT32 [1, ?] of the network hubert")
                .withMessageContaining("smallest, usual and largest");
        assertThat(options.sized(1, 8, 16).range(AUDIO, "hubert")).isEqualTo(ShapeRange.parse("1x1,1x8,1x16"));
        ShapeRange own = ShapeRange.parse("1x3240,1x6480,1x12960");
        assertThat(options.shaped("audio", own).range(AUDIO, "hubert")).isEqualTo(own);
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() ->
                        options.shaped("audio", ShapeRange.parse("2x3,2x3,2x3")).range(AUDIO, "hubert"))
                .withMessageContaining("do not fit the input audio");
    }

    @Test
    void rules_name_layers_by_name_or_type() {
        PrecisionRule sampling = PrecisionRule.named("*GridSample*");
        assertThat(sampling.applies("/dense/GridSample_1", "GRID_SAMPLE")).isTrue();
        assertThat(sampling.applies("/dense/Gridsample", "GRID_SAMPLE")).isFalse();
        assertThat(PrecisionRule.named("conv.1").applies("conv11", "CONVOLUTION"))
                .isFalse();
        assertThat(PrecisionRule.ofType("softmax").applies("anything", "SOFTMAX"))
                .isTrue();
        assertThat(PrecisionRule.ofType("SOFTMAX").applies("SOFTMAX", "REDUCE")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> PrecisionRule.named(" "));
    }

    @Test
    void the_canonical_form_does_not_depend_on_the_order_of_what_was_said() {
        BuildOptions one = BuildOptions.of(Precision.FP16)
                .shaped("a", ShapeRange.fixed(1))
                .shaped("b", ShapeRange.fixed(2))
                .keeping(PrecisionRule.named("x"), PrecisionRule.ofType("SOFTMAX"));
        BuildOptions other = BuildOptions.of(Precision.FP16)
                .keeping(PrecisionRule.ofType("SOFTMAX"), PrecisionRule.named("x"))
                .shaped("b", ShapeRange.fixed(2))
                .shaped("a", ShapeRange.fixed(1));

        assertThat(one.canonical()).isEqualTo(other.canonical());
        assertThat(one.canonical()).isNotEqualTo(one.atLevel(4).canonical());
        assertThat(one.canonical()).isNotEqualTo(one.keeping().canonical());
        assertThat(one.canonical()).isNotEqualTo(one.sized(1, 1, 1).canonical());
        assertThat(one.canonical()).isNotEqualTo(one.portable(true).canonical());
    }
}

package dev.vignette.renderer.voice.qwen.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final Sampling PLAIN = new Sampling(1, 50, 1, 1);
    private static final CodecTokens TOKENS = new CodecTokens(4, 5, 6, 7, 8, 9, 10, 11, Map.of());

    private static float[] logs(double... shares) {
        float[] logits = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            logits[i] = (float) Math.log(shares[i]);
        }
        return logits;
    }

    @Test
    void the_likeliest_come_first_and_take_their_share() {
        float[] logits = logs(0.2, 0.5, 0.3);
        assertThat(Draw.from(logits, 0, 3, PLAIN, 0)).isEqualTo(1);
        assertThat(Draw.from(logits, 0, 3, PLAIN, 0.49)).isEqualTo(1);
        assertThat(Draw.from(logits, 0, 3, PLAIN, 0.51)).isEqualTo(2);
        assertThat(Draw.from(logits, 0, 3, PLAIN, 0.81)).isEqualTo(0);
        assertThat(Draw.from(logits, 0, 3, PLAIN, Math.nextDown(1.0))).isEqualTo(0);
        assertThat(Draw.from(logits, 1, 2, PLAIN, 0.9))
                .as("a part of the scores")
                .isEqualTo(1);
    }

    @Test
    void top_k_and_top_p_leave_out_the_unlikely() {
        float[] logits = logs(0.1, 0.4, 0.3, 0.2);
        Sampling two = new Sampling(1, 2, 1, 1);
        assertThat(Draw.from(logits, 0, 4, two, 0.999)).isEqualTo(2);
        assertThat(Draw.from(logits, 0, 4, two, 0.56)).isEqualTo(1);
        assertThat(Draw.from(logits, 0, 4, two, 0.58)).isEqualTo(2);
        assertThat(Draw.from(logits, 0, 4, new Sampling(1, 50, 0.39, 1), 0.999)).isEqualTo(1);
        assertThat(Draw.from(logits, 0, 4, new Sampling(1, 50, 0.6, 1), 0.999)).isEqualTo(2);
    }

    @Test
    void a_low_temperature_is_sure() {
        assertThat(Draw.from(logs(0.4, 0.35, 0.25), 0, 3, new Sampling(0.06, 50, 1, 1), 0.85))
                .isZero();
    }

    @Test
    void shares_come_out_as_often_as_they_should() {
        float[] logits = logs(0.15, 0.6, 0.25);
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++) {
            counts[Draw.from(logits, 0, 3, PLAIN, random.nextDouble())]++;
        }
        assertThat(counts[0] / 30_000.0).isBetween(0.14, 0.16);
        assertThat(counts[1] / 30_000.0).isBetween(0.59, 0.61);
    }

    @Test
    void a_score_that_is_no_number_is_said() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> Draw.from(new float[] {1, Float.NaN}, 0, 2, PLAIN, 0.5))
                .withMessageContaining("not finite");
    }

    @Test
    void no_end_comes_in_the_first_two_frames_and_other_tokens_never() {
        FirstCodes codes = new FirstCodes(TOKENS, PLAIN);
        for (int frame = 0; frame < 2; frame++) {
            assertThat(codes.next(new float[] {0, 0, 0, 1, 9, 9, 9, 99, 9, 9, 9, 9}, 0))
                    .isEqualTo(3);
        }
        assertThat(codes.next(new float[] {0, 0, 0, 1, 9, 9, 9, 99, 9, 9, 9, 9}, 0))
                .isEqualTo(FirstCodes.END);
    }

    @Test
    void what_was_said_is_less_likely_whatever_the_sign_of_its_score() {
        FirstCodes codes = new FirstCodes(TOKENS, new Sampling(1, 1, 1, 1.5));
        float[] never = {-9, -9, -9, -9, -9, -9, -9, -99, -9, -9, -9, -9};
        float[] positive = never.clone();
        positive[0] = 3;
        positive[1] = 2.5f;
        assertThat(codes.next(positive.clone(), 0)).isZero();
        assertThat(codes.next(positive.clone(), 0)).as("3 / 1.5 < 2.5").isEqualTo(1);
        float[] negative = never.clone();
        negative[0] = -2;
        negative[2] = -2.5f;
        assertThat(codes.next(negative, 0)).as("-2 · 1.5 < -2.5").isEqualTo(2);
    }
}

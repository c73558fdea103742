package dev.vignette.evaluator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    private final Sample sample = Sample.of("wait", "ms", List.of(5.0, 1.0, 4.0, 2.0, 3.0));

    @Test
    void quantiles_are_readings_by_nearest_rank() {
        assertThat(sample.quantile(0)).isEqualTo(1);
        assertThat(sample.quantile(0.5)).isEqualTo(3);
        assertThat(sample.quantile(0.95)).isEqualTo(5);
        assertThat(sample.quantile(1)).isEqualTo(5);
    }

    @Test
    void a_goal_is_judged_at_its_own_quantile() {
        assertThat(sample.met()).isTrue();
        assertThat(sample.goal(3, 0.5).met()).isTrue();
        assertThat(sample.goal(3, 0.95).met()).isFalse();
    }
}

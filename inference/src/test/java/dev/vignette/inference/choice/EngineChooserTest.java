package dev.vignette.inference.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.choice.EngineChooser.Chosen;
import dev.vignette.inference.choice.EngineChooser.Offer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineChooserTest {
    private final List<EngineChoice> tried = new ArrayList<>();

    private record Named(String name) implements Engine {
        @Override
        public Network open(Path model, String network) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TensorScope scope() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private Offer works(EngineChoice choice) {
        return new Offer(choice, () -> {
            tried.add(choice);
            return new Named(choice.name());
        });
    }

    private Offer fails(EngineChoice choice, RuntimeException failure) {
        return new Offer(choice, () -> {
            tried.add(choice);
            throw failure;
        });
    }

    @Test
    void takes_the_first_that_works_and_says_why_the_others_did_not() {
        EngineChooser chooser = new EngineChooser(List.of(
                fails(EngineChoice.TENSORRT, new InferenceException("TensorRT is missing.")),
                new Offer(EngineChoice.CUDA, () -> {
                    throw new NoClassDefFoundError("some/Type");
                }),
                works(EngineChoice.CPU)));

        Chosen chosen = chooser.open(EngineChoice.AUTO);

        assertThat(chosen.engine().name()).isEqualTo("CPU");
        assertThat(chosen.passedOver()).hasSize(2);
        assertThat(chosen.passedOver().get(0)).isEqualTo("TensorRT is missing.");
        assertThat(chosen.passedOver().get(1)).contains("CUDA is not part of this program");
    }

    @Test
    void does_not_try_what_it_does_not_need() {
        EngineChooser chooser = new EngineChooser(
                List.of(works(EngineChoice.TENSORRT), works(EngineChoice.CUDA), works(EngineChoice.CPU)));
        assertThat(chooser.open(EngineChoice.AUTO).engine().name()).isEqualTo("TENSORRT");
        assertThat(chooser.open(EngineChoice.CUDA).engine().name()).isEqualTo("CUDA");
        assertThat(tried).containsExactly(EngineChoice.TENSORRT, EngineChoice.CUDA);
    }

    @Test
    void one_that_was_asked_for_by_name_is_not_replaced() {
        EngineChooser chooser = new EngineChooser(List.of(
                fails(EngineChoice.TENSORRT, new InferenceException("TensorRT is missing.")), works(EngineChoice.CPU)));
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> chooser.open(EngineChoice.TENSORRT))
                .withMessage("TensorRT is missing.");
        assertThat(tried).containsExactly(EngineChoice.TENSORRT);
    }

    @Test
    void reads_the_setting() {
        assertThat(EngineChoice.parse(" TensorRT ")).isEqualTo(EngineChoice.TENSORRT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineChoice.parse("gpu"))
                .withMessageContaining("Set it to auto, tensorrt, cuda or cpu.");
    }
}

package dev.vignette.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.CudaDevice;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluatorTest {
    static boolean gpu() {
        try {
            return CudaDevice.count() > 0;
        } catch (InferenceException e) {
            return false;
        }
    }

    /** TensorRT for Java is part of the program: what is missing is a driver. */
    @Test
    @DisabledIf("gpu")
    void whatAnEngineNeedsIsSaidInASentence() {
        StringWriter said = new StringWriter();
        int status = Evaluator.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute("bench", "voice", "--voice", "XTTS", "--device", "tensorrt");
        assertThat(status).isEqualTo(1);
        assertThat(said.toString())
                .startsWith("voice: There is no usable NVIDIA driver")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mini", "puppet"})
    void standInsThatAreTooNarrowForAGpuAreNotMeasuredOnOne(String size) {
        int status = Evaluator.commandLine().execute("bench", "face", "--engine", "tensorrt", "--size", size);
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}

package dev.vignette.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vignette.bot.ScriptedEquipment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GpuCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> requests = new ArrayList<>();

    @TempDir
    private Path directory;

    private HttpServer mirror;

    /** A repository that has nothing. */
    @BeforeEach
    void start() throws IOException {
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        mirror.start();
    }

    @AfterEach
    void stop() {
        mirror.stop(0);
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of(
                "VIGNETTE_HOME",
                directory.resolve("home").toString(),
                "VIGNETTE_GPU_MIRROR",
                "http://127.0.0.1:" + mirror.getAddress().getPort() + "/maven2");
        return VignetteCommand.commandLine(environment::get, (settings, models) -> new ScriptedEquipment().equipment())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void status_says_what_could_be_installed() {
        run("gpu", "status");
        assertThat(out.toString())
                .contains("GPU")
                .containsPattern("cuda-12.6 +not here")
                .containsPattern("tensorrt-10.6 +not here")
                .contains("NVIDIA TensorRT 10.6, 1.1 GB to fetch, 1.7 GB on disk")
                .contains(directory.resolve("home/gpu/lib").toString());
    }

    @Test
    void install_asks_for_the_licences_before_the_first_byte() {
        assertThat(run("gpu", "install")).isNotZero();
        assertThat(err.toString())
                .contains("https://docs.nvidia.com/cuda/eula")
                .contains("https://docs.nvidia.com/deeplearning/tensorrt/sla")
                .contains("vignette gpu install --accept-licence");
        assertThat(requests).isEmpty();
    }

    @Test
    void install_records_the_acceptance_and_goes_to_the_mirror() throws IOException {
        assertThat(run("gpu", "install", "tensorrt", "--accept-licence")).isNotZero();
        assertThat(Files.readString(directory.resolve("home/gpu/archives/licences.jsonl")))
                .contains("NVIDIA-CUDA-EULA")
                .contains("\"by\"");
        assertThat(requests).isNotEmpty().allMatch(path -> path.startsWith("/maven2/org/bytedeco/cuda/"));
        assertThat(err.toString()).contains("is not there (404)");
    }

    @Test
    void refuses_an_engine_that_there_is_not() {
        assertThat(run("gpu", "install", "opencl")).isNotZero();
        assertThat(err.toString()).contains("\"opencl\" is no engine for GPUs");
    }
}

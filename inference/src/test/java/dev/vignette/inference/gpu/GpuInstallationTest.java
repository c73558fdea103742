package dev.vignette.inference.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.vignette.inference.models.Licence;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.inference.models.ModelStoreException.Reason;
import dev.vignette.inference.models.PullListener;
import dev.vignette.inference.models.StoreSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuInstallationTest {
    private static final String ARCHIVE = "org/bytedeco/tensorrt/10.6/tensorrt-10.6-redist.jar";
    private static final String FOLDER = "org/bytedeco/tensorrt/linux-x86_64/";

    @TempDir
    Path directory;

    private final byte[] library = new byte[3_000_000];
    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final PullListener listener = new PullListener() {
        @Override
        public void arrived(ModelId model, String path) {
            arrived.add(path);
        }
    };
    private byte[] archive = new byte[0];
    private HttpServer repository;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(library);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("libnvinfer.so.10", "libnvonnxparser.so.10", "libnot_needed.so")) {
                zip.putNextEntry(new ZipEntry(FOLDER + name));
                zip.write(library);
                zip.closeEntry();
            }
        }
        archive = bytes.toByteArray();
        served.put("/maven2/" + ARCHIVE, archive);
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            byte[] body = served.get(exchange.getRequestURI().getPath());
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                if (from > 0) {
                    exchange.getResponseHeaders()
                            .set("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
                }
                exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body, from, body.length - from);
                }
            }
        });
        repository.start();
    }

    @AfterEach
    void stop() {
        repository.stop(0);
    }

    private GpuPart part(String sha256) {
        return new GpuPart(
                new ModelId("tensorrt-10.6"),
                "TensorRT",
                List.of("tensorrt"),
                null,
                ARCHIVE,
                archive.length,
                sha256,
                new Licence("SLA-1", "NVIDIA's licence", URI.create("https://example.org/sla"), false, "terms."),
                FOLDER,
                "",
                Map.of("libnvinfer.so.10", 3_000_000L, "libnvonnxparser.so.10", 3_000_000L));
    }

    private GpuPart part() {
        try {
            return part(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(archive)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private GpuInstallation installation(GpuPart part) {
        URI address = URI.create("http://127.0.0.1:" + repository.getAddress().getPort() + "/maven2/");
        return new GpuInstallation(
                directory.resolve("gpu"), address, StoreSettings.from(directory, name -> null), List.of(part));
    }

    @Test
    void brings_what_is_needed_once_the_licence_is_accepted() throws IOException {
        GpuPart part = part();
        GpuInstallation installation = installation(part);
        assertThatExceptionOfType(ModelStoreException.class)
                .isThrownBy(() -> installation.install(part, listener))
                .withMessageContaining("https://example.org/sla")
                .withMessageContaining("vignette gpu install --accept-licence")
                .matches(failure -> failure.reason() == Reason.LICENCE_NOT_ACCEPTED);
        assertThat(requests).isEmpty();

        installation.acceptLicence(part, "ada");
        installation.install(part, listener);

        assertThat(installation.installed(part)).isTrue();
        assertThat(installation.libraries().resolve("libnvinfer.so.10")).hasBinaryContent(library);
        assertThat(installation.libraries().resolve("libnot_needed.so")).doesNotExist();
        assertThat(arrived).containsExactly(ARCHIVE, "libnvinfer.so.10", "libnvonnxparser.so.10");
        assertThat(directory.resolve("gpu/archives/tensorrt-10.6")).doesNotExist();

        installation.install(part, listener);
        assertThat(requests).hasSize(1);
        assertThat(installation.licenceAccepted(part)).isTrue();
    }

    @Test
    void goes_on_after_a_death_between_download_and_unpacking() throws IOException {
        GpuPart part = part();
        GpuInstallation installation = installation(part);
        installation.acceptLicence(part, "ada");
        installation.install(part, listener);
        Path one = installation.libraries().resolve("libnvinfer.so.10");
        Files.write(one, new byte[10]);
        assertThat(installation.installed(part)).isFalse();

        installation.install(part, listener);

        assertThat(installation.installed(part)).isTrue();
        assertThat(one).hasBinaryContent(library);
    }

    @Test
    void refuses_an_archive_that_is_not_the_one_it_should_be() {
        GpuPart part = part("0".repeat(64));
        GpuInstallation installation = installation(part);
        installation.acceptLicence(part, "ada");
        assertThatExceptionOfType(ModelStoreException.class)
                .isThrownBy(() -> installation.install(part, listener))
                .matches(failure -> failure.reason() == Reason.WRONG_CONTENT);
        assertThat(installation.libraries()).doesNotExist();
        assertThat(installation.installed(part)).isFalse();
    }

    @Test
    void a_repository_without_the_archive_is_said() {
        served.clear();
        GpuPart part = part();
        GpuInstallation installation = installation(part);
        installation.acceptLicence(part, "ada");
        assertThatExceptionOfType(ModelStoreException.class)
                .isThrownBy(() -> installation.install(part, listener))
                .withMessageContaining(ARCHIVE)
                .withMessageContaining("is not there (404)");
    }

    @Test
    void removes_what_it_brought() {
        GpuPart part = part();
        GpuInstallation installation = installation(part);
        installation.acceptLicence(part, "ada");
        installation.install(part, listener);

        assertThat(installation.remove(part)).isEqualTo(6_000_000);
        assertThat(installation.installed(part)).isFalse();
        assertThat(installation.libraries()).isEmptyDirectory();
    }

    @Test
    void the_built_in_parts_are_complete() {
        List<GpuPart> parts = GpuCatalog.builtIn();
        assertThat(parts)
                .extracting(part -> part.id().value())
                .containsExactly("cuda-12.6", "tensorrt-10.6", "onnxruntime-gpu-1.28.0");
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.sha256()).matches("[0-9a-f]{64}");
            assertThat(part.libraries())
                    .isNotEmpty()
                    .allSatisfy((name, bytes) -> assertThat(bytes).isPositive());
            assertThat(part.licence().text().getScheme()).isEqualTo("https");
            assertThat(part.manifest(URI.create("https://example.org/maven/")).roughBytes())
                    .isEqualTo(part.bytes());
        });
    }

    @Test
    void refuses_names_of_libraries_that_lead_elsewhere_and_addresses_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GpuPart(
                        new ModelId("x"),
                        "",
                        List.of(),
                        null,
                        "a.jar",
                        1,
                        "0".repeat(64),
                        new Licence("MIT", "", URI.create("https://example.org"), true, ""),
                        "",
                        "",
                        Map.of("../libevil.so", 1L)));
        assertThatExceptionOfType(ModelStoreException.class)
                .isThrownBy(() -> GpuInstallation.of(
                        directory, name -> name.equals("VIGNETTE_GPU_MIRROR") ? "ftp://example.org" : null))
                .withMessageContaining("VIGNETTE_GPU_MIRROR is \"ftp://example.org\"");
    }
}

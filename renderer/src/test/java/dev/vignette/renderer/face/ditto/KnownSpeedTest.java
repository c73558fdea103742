package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSpeedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path home;

    private final AtomicInteger measured = new AtomicInteger();
    private DittoFace face;

    @BeforeEach
    void open() {
        WatchedEngine engine = new WatchedEngine(Puppets.ENGINE);
        engine.tamper((network, scope, outputs) -> {
            if (network.endsWith("decoder")) {
                measured.incrementAndGet();
            }
            return outputs;
        });
        face = DittoFace.open(engine, DittoFace.Installation.of(Puppets.home(), home));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private KnownSpeed speed(Duration later, String machine) {
        return new KnownSpeed(home.resolve("speed.properties"), Clock.fixed(NOW.plus(later), ZoneOffset.UTC), machine);
    }

    private boolean measures(Duration later, String machine) {
        int before = measured.get();
        assertThat(speed(later, machine).of(face).realTimeFactor()).isPositive();
        return measured.get() > before;
    }

    @Test
    void aMachineIsMeasuredOnce() throws IOException {
        assertThat(measures(Duration.ZERO, "here")).isTrue();
        assertThat(measures(Duration.ofHours(20), "here")).isFalse();
        assertThat(measures(Duration.ofDays(31), "here")).as("a month later").isTrue();
        assertThat(measures(Duration.ofDays(31), "elsewhere")).isTrue();
        Files.writeString(home.resolve("speed.properties"), "hubert=NaN");
        assertThat(measures(Duration.ofDays(31), "here")).as("a damaged file").isTrue();
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        SpeedEstimate first = speed(Duration.ZERO, "here").of(face);
        assertThat(speed(Duration.ofMinutes(1), "here").of(face)).isEqualTo(first);
    }

    @Test
    void anotherModelIsAnotherVersionOfTheEngine(@TempDir Path other) throws IOException {
        for (String folder : new String[] {"ditto_onnx", "ditto_cfg"}) {
            Files.createDirectories(other.resolve(folder));
            try (var files = Files.list(Puppets.home().resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.createSymbolicLink(other.resolve(folder).resolve(file.getFileName()), file);
                }
            }
        }
        DittoFace.Installation installation = DittoFace.Installation.of(other, home);
        try (DittoFace same = DittoFace.open(Puppets.ENGINE, installation)) {
            assertThat(same.engine()).isEqualTo(face.engine());
        }
        Path stitch = other.resolve("ditto_onnx").resolve(DittoNetwork.STITCH_NETWORK.file());
        Files.delete(stitch);
        DittoStandIn.write(stitch, DittoNetwork.STITCH_NETWORK, DittoStandIn.Kind.MINI, 2);
        try (DittoFace changed = DittoFace.open(Puppets.ENGINE, installation)) {
            assertThat(changed.engine().name()).isEqualTo(face.engine().name());
            assertThat(changed.engine().version()).isNotEqualTo(face.engine().version());
        }
    }

    @Test
    void slownessIsForgottenAfterADay() throws IOException {
        speed(Duration.ZERO, "here").of(face);
        Path file = home.resolve("speed.properties");
        Files.writeString(file, Files.readString(file).replaceAll("frame=.*", "frame=9"));
        assertThat(measures(Duration.ofHours(23), "here")).isFalse();
        assertThat(measures(Duration.ofHours(25), "here")).isTrue();
    }
}

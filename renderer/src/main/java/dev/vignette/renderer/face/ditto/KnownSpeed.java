package dev.vignette.renderer.face.ditto;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The speed of this machine as it was measured last, kept in a file: measuring again takes seconds at every start. It counts for the
 * same machine, model files, engine version and device, for {@value #GOOD_DAYS} days; a speed that was too slow, perhaps because
 * the machine was busy, only for one. Used by one thread.
 */
public final class KnownSpeed {
    private static final int GOOD_DAYS = 30;
    private static final int POOR_DAYS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(KnownSpeed.class);

    private final Path file;
    private final Clock clock;
    private final String machine;

    /** @param file is replaced whenever something is measured */
    public KnownSpeed(Path file, Clock clock) {
        this(file, clock, machine());
    }

    KnownSpeed(Path file, Clock clock, String machine) {
        this.file = file;
        this.clock = clock;
        this.machine = machine;
    }

    /** The speed of {@code face}, measured if need be. */
    public SpeedEstimate of(DittoFace face) {
        String subject = machine + " · " + face.device() + " · " + face.engine();
        Optional<SpeedEstimate> known = read(subject);
        if (known.isPresent()) {
            return known.get();
        }
        SpeedEstimate measured = face.estimate();
        write(subject, measured);
        return measured;
    }

    private Optional<SpeedEstimate> read(String subject) {
        Properties kept = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            kept.load(in);
            if (!subject.equals(kept.getProperty("subject"))) {
                return Optional.empty();
            }
            SpeedEstimate estimate = new SpeedEstimate(
                    number(kept, "hubert"),
                    number(kept, "lmdm"),
                    number(kept, "frame"),
                    (int) number(kept, "steps"),
                    (int) number(kept, "valid"));
            Duration age = Duration.between(Instant.parse(kept.getProperty("taken", "")), clock.instant());
            int days = estimate.reasonable() ? GOOD_DAYS : POOR_DAYS;
            return age.isNegative() || age.toDays() >= days ? Optional.empty() : Optional.of(estimate);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // Not there or damaged: it is measured.
            return Optional.empty();
        }
    }

    private static double number(Properties kept, String name) {
        double number = Double.parseDouble(kept.getProperty(name, ""));
        if (!(number > 0)) {
            throw new IllegalArgumentException(name + " is " + number);
        }
        return number;
    }

    private void write(String subject, SpeedEstimate estimate) {
        Properties kept = new Properties();
        kept.setProperty("subject", subject);
        kept.setProperty("taken", clock.instant().toString());
        kept.setProperty("hubert", Double.toString(estimate.hubert()));
        kept.setProperty("lmdm", Double.toString(estimate.lmdm()));
        kept.setProperty("frame", Double.toString(estimate.frame()));
        kept.setProperty("steps", Integer.toString(estimate.steps()));
        kept.setProperty("valid", Integer.toString(estimate.valid()));
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "speed", ".part");
            try (Writer out = Files.newBufferedWriter(part)) {
                kept.store(
                        out, "Seconds that Ditto's networks take here; delete this file to have them measured again");
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The speed of Ditto cannot be kept in {} and will be measured again: {}", file, e.getMessage());
        }
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return first(Path.of("/proc/cpuinfo"), "model name") + ", " + runtime.availableProcessors() + " processors"
                + first(Path.of("/proc/driver/nvidia/version"), "NVRM version");
    }

    private static String first(Path file, String name) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}

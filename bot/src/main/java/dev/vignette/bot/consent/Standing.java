package dev.vignette.bot.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the ledger's file says as of now. Only what was added since the last look is read, whoever added it; a file that has
 * become shorter is read anew. Safe to use from several threads.
 */
final class Standing {
    static final String WHAT = "what";
    static final String DECLARED = "declared";
    static final String WITHDRAWN = "withdrawn";
    static final String SAMPLE = "sample_sha256";

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    /** How often the use of a sample was declared and not taken back: two avatars may have the same sample. */
    private final Map<String, Integer> declared = new HashMap<>();

    private long read;

    Standing(Path file) {
        this.file = file;
    }

    synchronized boolean declared(String sampleSha256) {
        try {
            readOn();
        } catch (IOException e) {
            throw new UncheckedIOException("The record of consent in " + file + " cannot be read.", e);
        }
        return declared.getOrDefault(sampleSha256, 0) > 0;
    }

    private void readOn() throws IOException {
        if (!Files.exists(file)) {
            forget();
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < read) {
                forget();
            }
            ByteBuffer added = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
            while (added.hasRemaining() && channel.read(added, read + added.position()) >= 0) {
                // until all of it is here
            }
            String text = new String(added.array(), 0, added.position(), UTF_8);
            // A line without an end is still being written.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            whole.lines().forEach(this::count);
            read += whole.getBytes(UTF_8).length;
        }
    }

    private void forget() {
        declared.clear();
        read = 0;
    }

    private void count(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            String sample = entry.path(SAMPLE).asString("");
            String what = entry.path(WHAT).asString("");
            int change = what.equals(DECLARED) ? 1 : what.equals(WITHDRAWN) ? -1 : 0;
            if (!sample.isEmpty() && change != 0) {
                declared.merge(sample, change, Integer::sum);
            }
        } catch (JacksonException e) {
            LOG.warn("A line in {} cannot be read and counts for nobody.", file);
        }
    }
}

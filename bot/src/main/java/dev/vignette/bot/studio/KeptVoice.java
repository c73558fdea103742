package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.media.MediaException;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundDecoder;
import dev.vignette.media.sound.SoundLimits;
import dev.vignette.renderer.voice.VoicePrint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of a person's voice in the directory of their avatar: {@code voice.wav} while it may be, and below {@code prints} a
 * file for each engine, a line of JSON and then the engine's bytes. A file is there as a whole or not at all; one that is damaged,
 * or of another sample, counts as missing.
 */
final class KeptVoice {
    /** Of a voice sample: more than any voice needs, 1.4 MB. */
    private static final int SAMPLE_SECONDS = 15;

    /** Of the print's file, not of what is in it: that is the engine's affair. */
    private static final int FORMAT = 1;

    private static final int LONGEST_HEADER = 4_096;
    private static final String SUFFIX = ".print";
    private static final Logger LOG = LoggerFactory.getLogger(KeptVoice.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Path home;
    private final String sampleSha256;

    /**
     * @param home directory of the avatar
     * @param sampleSha256 of the one sample that the person agreed to
     */
    KeptVoice(Path home, String sampleSha256) {
        this.home = home;
        this.sampleSha256 = sampleSha256;
    }

    /**
     * A print and what is known of it.
     *
     * @param likeness of speech made by it to the sample, cosine by the speaker model; null if it was not compared
     */
    record Print(VoicePrint print, @Nullable Double likeness) {}

    /** The line before the print's bytes. */
    private record Header(
            int format,
            String engine,
            String form,
            String sampleSha256,
            String sha256,
            @Nullable Double likeness) {}

    boolean hasSample() {
        return Files.isRegularFile(home.resolve(OwnAvatar.SAMPLE_FILE));
    }

    /** The recording; null if it was not kept, or is not the one that was agreed to. */
    @Nullable
    Pcm sample() throws IOException {
        if (!hasSample()) {
            return null;
        }
        Path file = home.resolve(OwnAvatar.SAMPLE_FILE);
        byte[] wav = Files.readAllBytes(file);
        if (!Sitting.sha256(wav).equals(sampleSha256)) {
            LOG.warn("The voice sample {} is not the one that was brought, and is not used.", file);
            return null;
        }
        try {
            Pcm sound = SoundDecoder.decode(wav, SampleRate.HZ_24000, SoundLimits.CHAT);
            return sound.slice(0, SAMPLE_SECONDS * sound.rate().hertz());
        } catch (MediaException e) {
            LOG.warn("The voice sample {} cannot be used: {}", file, e.getMessage());
            return null;
        }
    }

    /** Removes the recording; prints stay. */
    void forgetSample() throws IOException {
        Files.deleteIfExists(home.resolve(OwnAvatar.SAMPLE_FILE));
    }

    /** By engine, newest version of each. */
    Map<String, Print> prints() throws IOException {
        Map<String, Print> prints = new TreeMap<>();
        for (Path file : files()) {
            try {
                Print print = read(Files.readAllBytes(file));
                prints.put(print.print().engine(), print);
            } catch (IllegalArgumentException e) {
                LOG.warn("The voice print {} is not used: {}", file, e.getMessage());
            }
        }
        return prints;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Path folder = home.resolve("prints");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    private Print read(byte[] file) {
        int end = 0;
        while (end < Math.min(file.length, LONGEST_HEADER) && file[end] != '\n') {
            end++;
        }
        if (end >= file.length - 1 || file[end] != '\n') {
            throw new IllegalArgumentException("it is cut off.");
        }
        Header header;
        try {
            header = JSON.readValue(new String(file, 0, end, UTF_8), Header.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its header cannot be read.", e);
        }
        if (header == null || header.format != FORMAT) {
            throw new IllegalArgumentException("it is of another format.");
        }
        if (!header.sampleSha256.equals(sampleSha256)) {
            throw new IllegalArgumentException("it was made of another sample.");
        }
        VoicePrint print = new VoicePrint(header.engine, header.form, Arrays.copyOfRange(file, end + 1, file.length));
        if (!print.sha256().equals(header.sha256)) {
            throw new IllegalArgumentException("it is damaged.");
        }
        return new Print(print, header.likeness);
    }

    /** Keeps a print in the place of an older one of the same engine. */
    void keep(VoicePrint print, @Nullable Double likeness) throws IOException {
        Path folder = home.resolve("prints");
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, AvatarShelf.rights());
        }
        byte[] header = JSON.writeValueAsBytes(
                new Header(FORMAT, print.engine(), print.form(), sampleSha256, print.sha256(), likeness));
        byte[] data = print.data();
        byte[] file = ByteBuffer.allocate(header.length + 1 + data.length)
                .put(header)
                .put((byte) '\n')
                .put(data)
                .array();
        String name = print.engine().replaceAll("[^a-z0-9.-]", "_") + SUFFIX;
        Path draft = Files.write(folder.resolve("." + name), file);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

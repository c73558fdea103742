package dev.vignette.bot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.bot.Installation;
import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.generate.ClipAnswer;
import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.Refusal;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipStore;
import dev.vignette.inference.models.ModelStore;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one clip without a server. */
@Command(
        name = "clip",
        sortOptions = false,
        description = "Makes one clip from a sentence, without a server.",
        footer = {"", Declaration.WORDING})
final class ClipCommand implements Callable<Integer> {
    private static final int INPUT_LIMIT = 20_000_000;

    private final Supplier<Settings> settings;
    private final BiFunction<Settings, ModelStore, Equipment> equipment;
    private final Supplier<ModelStore> models;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Words words;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "MP4 file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--language", paramLabel = "CODE", description = "en, zh or es; detected when left out.")
    private @Nullable String language;

    @ArgGroup
    private @Nullable Person person;

    @Option(
            names = "--voice-sample",
            paramLabel = "FILE",
            description = "A few seconds of a voice to come near to (WAV, MP3, OGG, M4A, FLAC).")
    private @Nullable Path voiceSample;

    @Option(names = "--format", paramLabel = "NAME", description = "square (512x512, default) or portrait (512x682).")
    private @Nullable String format;

    @Option(
            names = "--max-seconds",
            paramLabel = "N",
            description = "Longest film, 1 to 300 (default: 60); sentences beyond it are left out.")
    private @Nullable Double maxSeconds;

    @Mixin
    private final DirectionOptions direction = new DirectionOptions();

    @Option(names = "--force", description = "Replace the output file if it exists.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private static final class Words {
        @Option(names = "--text", paramLabel = "TEXT", description = "What is said.")
        private @Nullable String text;

        @Option(names = "--text-file", paramLabel = "FILE", description = "The same from a UTF-8 file, or - for input.")
        private @Nullable String file;
    }

    private static final class Person {
        @Option(names = "--avatar", paramLabel = "NAME", description = "Who speaks; \"vignette avatars\" lists them.")
        private @Nullable String avatar;

        @Option(names = "--image", paramLabel = "FILE", description = "A portrait instead (JPEG, PNG).")
        private @Nullable Path image;

        @Option(
                names = "--video",
                paramLabel = "FILE",
                description = "A few seconds of film instead (MP4, MOV, WebM), shown forwards and backwards (Ditto).")
        private @Nullable Path video;
    }

    ClipCommand(
            Supplier<Settings> settings,
            BiFunction<Settings, ModelStore, Equipment> equipment,
            Supplier<ModelStore> models) {
        this.settings = settings;
        this.equipment = equipment;
        this.models = models;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings read = settings.get();
        ClipFile target = ClipFile.prepare(out, force);
        ClipRequest request = new ClipRequest(
                text(),
                language,
                person == null ? null : person.avatar,
                null,
                file(person == null ? null : person.image),
                file(person == null ? null : person.video),
                file(voiceSample),
                format,
                maxSeconds,
                direction.read(),
                "cli",
                "operator");
        ProgressLine progress = ProgressLine.on(System.err);
        try (Installation installation =
                Installation.open(read, equipment.apply(read, models.get()), new CompositeMeterRegistry())) {
            installation
                    .equipment()
                    .engines()
                    .builds()
                    .tell(build -> progress.preparing(build.network(), build.fraction()));
            ClipPlan plan = installation.clips().plan(request);
            ClipAnswer answer = installation.clips().answer(plan, progress);
            try (ClipStore.Film film =
                    installation.store().open(answer.clip().id()).orElseThrow()) {
                target.write(film);
            }
            progress.clear();
            spec.commandLine().getOut().println(summary(answer));
            spec.commandLine().getOut().flush();
            InstalledModels.hint(models.get()).ifPresent(spec.commandLine().getErr()::println);
        } finally {
            progress.clear();
        }
        return ExitStatus.OK.code();
    }

    private String summary(ClipAnswer answer) {
        Clip clip = answer.clip();
        String time = answer.cached()
                ? "from the cache"
                : String.format(Locale.ROOT, "made in %.1f s", answer.timings().getOrDefault("total", 0.0) / 1000);
        return String.format(
                        Locale.ROOT,
                        "%s: %.1f s, %,d kB, %s, %s; voice=%s face=%s; AI-generated%s",
                        out,
                        clip.facts().duration().toMillis() / 1000.0,
                        clip.bytes() / 1000,
                        clip.facts().language(),
                        time,
                        clip.facts().engines().get("voice"),
                        clip.facts().engines().get("face"),
                        answer.shortened() ? "; shortened to keep to --max-seconds" : "")
                + String.join(
                        "",
                        answer.remarks().stream()
                                .map(remark -> System.lineSeparator() + remark)
                                .toList());
    }

    private @Nullable String text() throws IOException {
        if (words.file == null) {
            return words.text;
        }
        byte[] bytes = words.file.equals("-") ? limited(System.in, "the input") : file(Path.of(words.file));
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes == null ? new byte[0] : bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(Refusal.Reason.TEXT_UNUSABLE, "The text is not UTF-8. Convert it and try again.", e);
        }
    }

    private static byte @Nullable [] file(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return limited(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new Refusal(Refusal.Reason.BAD_PICTURE, "There is no file " + file + ". Check the path.", e);
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.BAD_PICTURE, "The file " + file + " cannot be read.", e);
        }
    }

    private static byte[] limited(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(INPUT_LIMIT + 1);
        if (bytes.length > INPUT_LIMIT) {
            throw new Refusal(
                    Refusal.Reason.BAD_PICTURE,
                    "More than " + INPUT_LIMIT / 1_000_000 + " MB in " + name + ". Use a smaller file.");
        }
        return bytes;
    }
}

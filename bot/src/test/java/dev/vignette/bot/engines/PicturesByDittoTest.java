package dev.vignette.bot.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.Installation;
import dev.vignette.bot.ScriptedEquipment;
import dev.vignette.bot.generate.ClipAnswer;
import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.ProgressListener;
import dev.vignette.bot.models.InstalledModels;
import dev.vignette.bot.settings.FaceChoice;
import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.ClipRenderer;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.ditto.DittoFace;
import dev.vignette.renderer.face.ditto.SpeedEstimate;
import dev.vignette.renderer.face.ditto.config.FilmOptions;
import dev.vignette.renderer.face.ditto.standin.PuppetModel;
import dev.vignette.renderer.face.photo.PhotoFace;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.Voice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesByDittoTest {
    private static final Path PORTRAIT = Path.of("../assets/avatars/ada/portrait.png");
    private static final SpeedEstimate FAST = new SpeedEstimate(0.001, 0.001, 0.01, 10, 10);
    private static final SpeedEstimate SLOW = new SpeedEstimate(0.1, 0.1, 2, 10, 10);

    @TempDir
    private Path home;

    private final AtomicInteger opened = new AtomicInteger();
    private final Avatar guest = new Avatar(
            new AvatarId("guest"),
            "1",
            new Look.Photograph(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "hash"),
            new Timbre(200, 0.2, 4, List.of()));

    private ModelStore store() {
        return InstalledModels.open(home, name -> null);
    }

    private void install() {
        store().install(new PuppetModel(), DittoOffer.MODEL, StandIn.Size.MINI, 1);
    }

    private FallbackFace face(FaceChoice choice, SpeedEstimate estimate) {
        var offer = new DittoOffer(
                choice,
                FilmOptions.FINISHED,
                store(),
                home.resolve("cache"),
                () -> {
                    opened.incrementAndGet();
                    return runner();
                },
                face -> estimate);
        return new FallbackFace(offer, new PhotoFace());
    }

    /** On this machine's processor; tests that need a device put another in its place. */
    private Supplier<DittoRunner> runners = () -> DittoRunner.of(OnnxRuntimeEngine.cpu());

    private DittoRunner runner() {
        return runners.get();
    }

    private static String shownBy(FallbackFace face, Avatar avatar) {
        assertThat(face.shows(avatar)).isTrue();
        return face.engine().name();
    }

    @Test
    void aClipWithAPictureIsMadeByWhatIsInTheStore() throws IOException, InterruptedException {
        install();
        Settings settings = Settings.from(key -> switch (key) {
            case "vignette.home" -> home.toString();
            case "vignette.face" -> "ditto";
            default -> null;
        });
        byte[] picture = Files.readAllBytes(PORTRAIT);
        ClipRequest request = new ClipRequest("Yes.", "en", null, picture, null, null, null, "cli", "operator");
        try (Installation installation =
                Installation.open(settings, InstalledEquipment.find(settings, store()), new SimpleMeterRegistry())) {
            ClipPlan plan = installation.clips().plan(request);
            ClipAnswer answer = installation.clips().answer(plan, ProgressListener.NONE);
            assertThat(answer.clip().facts().engines().get("face")).startsWith("ditto-standin/3-60-");
            assertThat(installation.clips().plan(request).key()).isEqualTo(plan.key());
            ClipRequest drawn = new ClipRequest("Yes.", "en", "ada", null, null, null, null, "cli", "operator");
            assertThat(installation.clips().plan(drawn).key()).isNotEqualTo(plan.key());
        }
    }

    @Test
    void withoutTheModelNothingIsOpenedAndInstallingItIsEnough() {
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
            assertThat(opened).hasValue(0);
            install();
            assertThat(face.engine().name()).as("asking opens nothing").isEqualTo("photo-warp");
            assertThat(opened).hasValue(0);
            assertThat(shownBy(face, guest)).isEqualTo("ditto-standin");
            assertThat(opened).hasValue(1);
        }
    }

    @Test
    void onASlowMachineItIsUsedOnlyIfItIsAskedFor() {
        install();
        try (FallbackFace face = face(FaceChoice.AUTO, SLOW)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
        }
        try (FallbackFace face = face(FaceChoice.DITTO, SLOW)) {
            assertThat(shownBy(face, guest)).isEqualTo("ditto-standin");
        }
    }

    /** A runner whose films run on a device that does not open. */
    private static DittoRunner brokenDevice(boolean required) {
        Engine engine = OnnxRuntimeEngine.cpu();
        DittoFace.BackendOpener device = (networks, configuration) -> {
            throw new InferenceException("The GPU's memory is full: use a larger GPU.");
        };
        return new DittoRunner(engine, device, required, List.of(), List.of(engine));
    }

    @Test
    void aDeviceThatCannotBeUsedIsNamedAndFilmsAreMadeWithoutIt() {
        install();
        runners = () -> brokenDevice(false);
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(face.device()).isEmpty();
            assertThat(shownBy(face, guest)).isEqualTo("ditto-standin");
            assertThat(face.device()).contains("onnxruntime-cpu");
            assertThat(face.advice())
                    .hasValueSatisfying(
                            advice -> assertThat(advice).contains("more slowly").contains("The GPU's memory is full"));
        }
    }

    @Test
    void aDeviceThatStopsAnsweringFailsItsFilmAndTheNextIsMadeWithoutIt() throws IOException {
        install();
        BufferedImage portrait = ImageIO.read(PORTRAIT.toFile());
        Avatar somebody = new Avatar(guest.id(), "1", new Look.Photograph(portrait, "portrait"), guest.timbre());
        runners = () -> {
            Engine engine = OnnxRuntimeEngine.cpu();
            return new DittoRunner(
                    engine, (networks, configuration) -> new LostDevice(), false, List.of(), List.of(engine));
        };
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(shownBy(face, somebody)).isEqualTo("ditto-standin");
            assertThat(face.device()).contains("fake-device");
            assertThat(face.advice()).isEmpty();
            FilmFormat small = new FilmFormat(64, 64, 25);
            assertThatThrownBy(() -> face.perform(somebody, small, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.ENGINE_FAILED))
                    .hasMessage(LostDevice.WRONG);
            face.perform(somebody, small, 1).close();
            assertThat(face.device()).contains("onnxruntime-cpu");
            assertThat(face.advice())
                    .hasValueSatisfying(
                            advice -> assertThat(advice).contains("more slowly").contains(LostDevice.WRONG));
        }
    }

    @Test
    void aDeviceWithoutMemoryFailsItsFilmSaysSoAndMakesTheNext() throws IOException {
        install();
        BufferedImage portrait = ImageIO.read(PORTRAIT.toFile());
        Avatar somebody = new Avatar(guest.id(), "1", new Look.Photograph(portrait, "portrait"), guest.timbre());
        runners = () -> {
            Engine engine = OnnxRuntimeEngine.cpu();
            Path directory = store().directory(DittoOffer.MODEL).orElseThrow();
            DittoFace.BackendOpener plain =
                    DittoFace.portable(engine, DittoFace.Installation.of(directory, home.resolve("cache")));
            return new DittoRunner(
                    engine,
                    (networks, configuration) -> new FullOnce(plain.open(networks, configuration), new AtomicInteger()),
                    false,
                    List.of(),
                    List.of(engine));
        };
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(shownBy(face, somebody)).isEqualTo("ditto-standin");
            FilmFormat small = new FilmFormat(64, 64, 25);
            assertThatThrownBy(() -> face.perform(somebody, small, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.ENGINE_FAILED))
                    .hasMessage(FullOnce.FULL);
            assertThat(face.advice()).contains("The last film could not be begun. " + FullOnce.FULL);
            face.perform(somebody, small, 1).close();
            assertThat(face.device()).contains("fake-device");
            assertThat(face.advice()).isEmpty();
        }
    }

    @Test
    void aDeviceThatIsAskedForByNameIsNotReplaced() {
        install();
        runners = () -> brokenDevice(true);
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
        }
        runners = () -> {
            throw new InferenceException("TensorRT cannot be loaded.");
        };
        try (FallbackFace face = face(FaceChoice.AUTO, FAST)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
        }
    }

    @Test
    void aDamagedOrMissingModelFallsBack() throws IOException {
        try (FallbackFace face = face(FaceChoice.DITTO, FAST)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
        }
        install();
        Path decoder = store().directory(DittoOffer.MODEL).orElseThrow().resolve("ditto_onnx/hubert.onnx");
        Files.write(decoder, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
        try (FallbackFace face = face(FaceChoice.DITTO, FAST)) {
            assertThat(shownBy(face, guest)).isEqualTo("photo-warp");
        }
    }

    @Test
    void filmsAreShownByDittoAloneAndElseWhatTheirAvatarHasBesides() {
        Avatar moving = guest.seenAs(new Look.Footage(new byte[] {1}, "film", guest.look()));
        Avatar onlyMoving = guest.seenAs(new Look.Footage(new byte[] {1}, "film", null));
        try (var without = new ClipRenderer(voice(), List.of(face(FaceChoice.AUTO, FAST)))) {
            assertThat(without.seen(moving).look()).isEqualTo(guest.look());
            assertThat(without.seen(onlyMoving)).isEqualTo(onlyMoving);
            assertThatThrownBy(() -> without.faceFor(onlyMoving))
                    .hasMessageContaining("film")
                    .hasMessageContaining("Send a photograph");
        }
        install();
        try (var with = new ClipRenderer(voice(), List.of(face(FaceChoice.AUTO, FAST)))) {
            assertThat(with.seen(moving)).isEqualTo(moving);
            assertThat(with.faceFor(moving).engine().name()).isEqualTo("ditto-standin");
            assertThat(with.faceFor(moving).capabilities().footage()).isTrue();
        }
        assertThat(opened).hasValue(1);
    }

    private static Voice voice() {
        return new ScriptedEquipment().equipment().engines().renderer().voice();
    }
}

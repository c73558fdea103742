package dev.vignette.bot.engines;

import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.settings.VoiceChoice;
import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.inference.Engine;
import dev.vignette.inference.choice.EngineChoice;
import dev.vignette.inference.choice.EngineChooser;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelState;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.TensorRtSettings;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.AvatarCatalogue;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.face.ditto.KnownSpeed;
import dev.vignette.renderer.face.photo.PhotoFace;
import dev.vignette.renderer.face.sketch.SketchFace;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import dev.vignette.renderer.voice.moss.MossVoice;
import dev.vignette.renderer.voice.qwen.QwenBuilds;
import dev.vignette.renderer.voice.qwen.QwenVoice;
import dev.vignette.renderer.voice.xtts.XttsBuilds;
import dev.vignette.renderer.voice.xtts.XttsVoice;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.text.XttsTokenizer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** What is there: the embedded voice and faces, the models of the store, and the built-in avatars. */
public final class InstalledEquipment {
    private static final ModelId QWEN = new ModelId("qwen3-tts-0.6b");

    private InstalledEquipment() {}

    /**
     * Cheap: engines are opened when the first film needs them.
     *
     * @param store where Ditto and voices are looked for
     */
    public static Equipment find(Settings settings, ModelStore store) {
        GpuBuilds builds = new GpuBuilds();
        Engines engines = new Engines(
                () -> voice(settings, store, builds),
                () -> List.of(new SketchFace(), pictures(settings, store, builds)),
                builds);
        return new Equipment(engines, cast(), new DecodedGuests(), new LanguageDetector()::detect);
    }

    private static Voice voice(Settings settings, ModelStore store, GpuBuilds builds) {
        VoiceChoice choice = settings.voice();
        List<VoiceOffer> offers = new ArrayList<>();
        Path cache = settings.home().resolve("cache").resolve("voices");
        if (choice == VoiceChoice.XTTS) {
            offers.add(new ModelVoiceOffer(
                    new ModelId("xtts-v2"),
                    true,
                    store,
                    XttsTokenizer.LANGUAGES,
                    () -> quickest(settings.engine(), settings.home(), builds),
                    (engine, directory) -> XttsVoice.open(engine, directory.resolve(XttsFile.DIRECTORY), cache)));
        }
        if (choice == VoiceChoice.AUTO || choice == VoiceChoice.QWEN) {
            offers.add(new ModelVoiceOffer(
                    QWEN,
                    choice == VoiceChoice.QWEN,
                    store,
                    QwenVoice.languages(),
                    () -> quickest(settings.engine(), settings.home(), builds),
                    (engine, directory) -> qwen(engine, store, directory, cache)));
        }
        if (choice == VoiceChoice.AUTO || choice == VoiceChoice.MOSS) {
            offers.add(new ModelVoiceOffer(
                    new ModelId("moss-tts-nano"),
                    choice == VoiceChoice.MOSS,
                    store,
                    MossVoice.LANGUAGES,
                    OnnxRuntimeEngine::cpu,
                    MossVoice::open));
        }
        Executor probes = probe -> Thread.ofVirtual().name("voice-trial").start(probe);
        return new FallbackVoice(offers, EspeakVoice.open(), InstantSource.system(), probes);
    }

    /** On a processor it would take many times as long as the speech; stand-ins are small. */
    private static Voice qwen(Engine engine, ModelStore store, Path directory, Path cache) {
        boolean standIn = store.holding(store.catalog().require(QWEN)).state() == ModelState.STAND_IN;
        if (engine.name().endsWith("cpu") && !standIn) {
            throw new RenderException(
                    RenderException.Reason.ENGINE_MISSING,
                    "Qwen3-TTS needs an NVIDIA GPU. Bring its libraries with \"vignette gpu install\", or pull moss-tts-nano.");
        }
        return QwenVoice.open(engine, QwenVoice.Installation.of(directory, cache));
    }

    private static Face pictures(Settings settings, ModelStore store, GpuBuilds builds) {
        Face photo = new PhotoFace();
        return switch (settings.face()) {
            case PHOTO -> photo;
            case AUTO, DITTO -> {
                Path cache = settings.home().resolve("cache").resolve("faces");
                var speed = new KnownSpeed(cache.resolve("speed.properties"), Clock.systemUTC());
                yield new FallbackFace(
                        new DittoOffer(
                                settings.face(),
                                settings.films(),
                                store,
                                cache,
                                () -> DittoRunner.quickest(
                                        settings.engine(),
                                        settings.home().resolve("cache"),
                                        settings.precision(),
                                        builds),
                                speed::of),
                        photo);
            }
        };
    }

    /** TensorRT first: a voice of many small steps is five times as fast there. */
    private static Engine quickest(EngineChoice choice, Path home, GpuBuilds told) {
        Map<String, BuildOptions> builds = new HashMap<>(QwenBuilds.options());
        builds.putAll(XttsBuilds.options());
        TensorRtSettings tensorRt = TensorRtSettings.in(home.resolve("cache").resolve("plans"))
                .networks(builds)
                .telling(told);
        return EngineChooser.standard(0, tensorRt).open(choice).engine();
    }

    /** The built-in avatars. */
    public static Cast cast() {
        return new Cast(AvatarCatalogue.builtIn().all().stream()
                .map(card -> new Cast.Member(
                        card.avatar(), card.name(), card.persona(), card.languages(), card.accent(), card.portrait()))
                .toList());
    }
}

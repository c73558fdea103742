package dev.vignette.bot.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.inference.Engine;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.FakeClone;
import dev.vignette.renderer.voice.FakeVoice;
import dev.vignette.renderer.voice.Speakers;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.xtts.XttsVoice;
import dev.vignette.renderer.voice.xtts.network.XttsFile;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import dev.vignette.renderer.voice.xtts.text.XttsTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voice whose model is under terms that have to be accepted. */
class ModelVoiceOfferTest {
    private static final ModelId XTTS = new ModelId("xtts-v2");

    @TempDir
    private Path home;

    private ModelStore store() {
        return InstalledModels.open(home, name -> null);
    }

    private ModelVoiceOffer offer(ModelStore store, BiFunction<Engine, Path, Voice> opener) {
        return new ModelVoiceOffer(XTTS, true, store, XttsTokenizer.LANGUAGES, OnnxRuntimeEngine::cpu, opener);
    }

    @Test
    void a_stand_in_is_ours_and_asks_for_nobodys_licence() {
        ModelStore store = store();
        store.install(new XttsStandIn(), XTTS, StandIn.Size.MINI, 1);
        try (ModelVoiceOffer offer = offer(
                        store,
                        (engine, directory) ->
                                XttsVoice.open(engine, directory.resolve(XttsFile.DIRECTORY), home.resolve("cache")));
                Voice voice = offer.take().orElseThrow()) {
            assertThat(voice.engine().name()).isEqualTo("xtts-standin");
            assertThat(voice.capabilities().licence()).isEqualTo("Apache-2.0");
            assertThat(store.licenceAccepted(store.catalog().require(XTTS))).isFalse();
        }
    }

    @Test
    void weights_that_are_not_made_up_need_the_licence_wherever_they_lie() {
        ModelStore store = store();
        store.install(new XttsStandIn(), XTTS, StandIn.Size.MINI, 1);
        List<FakeClone> opened = new ArrayList<>();
        BiFunction<Engine, Path, Voice> opener = (engine, directory) -> {
            opened.add(new FakeClone("xtts", FakeVoice.Behaviour.PLAIN));
            return opened.getLast();
        };
        try (ModelVoiceOffer offer = offer(store, opener)) {
            assertThatThrownBy(offer::take).isInstanceOfSatisfying(RenderException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.ENGINE_MISSING);
                assertThat(e).hasMessageContaining("licence of xtts-v2 was not accepted");
            });
            assertThatThrownBy(() -> opened.getFirst()
                            .print(Objects.requireNonNull(Speakers.enrolled().enrolled())))
                    .as("it was closed again")
                    .isInstanceOf(IllegalStateException.class);
            store.acceptLicence(XTTS, "ada");
            try (Voice voice = offer.take().orElseThrow()) {
                assertThat(voice.engine().name()).isEqualTo("xtts");
            }
        }
    }
}

package dev.vignette.bot.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.models.InstalledModels;
import dev.vignette.inference.models.ModelId;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import dev.vignette.renderer.voice.enrolment.standin.SpeakerStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeakerModelTest {
    private static final ModelId CAMPPLUS = new ModelId("campplus");

    @TempDir
    Path home;

    @Test
    void whatIsNotThereOrKnowsNobodyIsNotAsked() {
        ModelStore store = InstalledModels.open(home, name -> null);
        try (SpeakerModel model = new SpeakerModel(store)) {
            assertThat(model.get()).isEmpty();
            store.install(new SpeakerStandIn(), CAMPPLUS, StandIn.Size.MINI, 1);
            assertThat(model.get()).as("a stand-in").isEmpty();
        }
    }

    @Test
    void aDamagedModelIsDoneWithout() throws IOException {
        ModelStore store = InstalledModels.open(home, name -> null);
        store.install(new SpeakerStandIn(), CAMPPLUS, StandIn.Size.MINI, 1);
        Files.write(store.directory(CAMPPLUS).orElseThrow().resolve(SpeakerEncoder.FILE), new byte[] {1, 2, 3});
        try (SpeakerModel model = new SpeakerModel(store)) {
            assertThat(model.get()).isEmpty();
            assertThat(model.get()).isEmpty();
        }
    }
}

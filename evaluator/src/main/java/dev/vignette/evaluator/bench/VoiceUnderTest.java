package dev.vignette.evaluator.bench;

import dev.vignette.inference.Engine;
import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import dev.vignette.renderer.voice.moss.MossVoice;
import dev.vignette.renderer.voice.moss.standin.MossStandIn;
import dev.vignette.renderer.voice.qwen.QwenVoice;
import dev.vignette.renderer.voice.qwen.standin.QwenStandIn;
import dev.vignette.renderer.voice.xtts.XttsVoice;
import dev.vignette.renderer.voice.xtts.convert.XttsConversion;
import dev.vignette.renderer.voice.xtts.standin.XttsStandIn;
import java.nio.file.Path;

/** The engines that {@code bench voice} knows, with their stand-ins. */
enum VoiceUnderTest {
    ESPEAK {
        @Override
        void standIn(Path directory, StandIn.Size size) {
            // There is nothing to stand in for: espeak-ng is always the real one.
        }

        @Override
        Voice open(Engine engine, Path directory, Path cache) {
            return EspeakVoice.open();
        }
    },
    MOSS {
        @Override
        void standIn(Path directory, StandIn.Size size) {
            new MossStandIn().write(directory, size, 1);
        }

        @Override
        Voice open(Engine engine, Path directory, Path cache) {
            return MossVoice.open(engine, directory);
        }
    },
    QWEN {
        @Override
        void standIn(Path directory, StandIn.Size size) {
            QwenStandIn.writeForOurGraphs(directory, size, 1);
        }

        @Override
        Voice open(Engine engine, Path directory, Path cache) {
            return QwenVoice.open(engine, QwenVoice.Installation.of(directory, cache));
        }
    },
    XTTS {
        @Override
        void standIn(Path directory, StandIn.Size size) {
            new XttsStandIn().write(directory, size, 1);
        }

        @Override
        Voice open(Engine engine, Path directory, Path cache) {
            return XttsVoice.open(engine, directory.resolve(new XttsConversion().directory()), cache);
        }
    };

    /** Writes the model with made-up weights. */
    abstract void standIn(Path directory, StandIn.Size size);

    /** @param cache for what the engine makes of the files once */
    abstract Voice open(Engine engine, Path directory, Path cache);
}

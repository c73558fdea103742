package dev.vignette.renderer.voice;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.Script;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** A cloning voice driven by data: the person's identity is the pitch at which the {@link FakeVoice} then speaks. */
public final class FakeClone extends CloningVoice {
    private final FakeVoice voice;
    private final String name;
    private final String form;
    private int analysed;

    public FakeClone() {
        this("fake-clone", FakeVoice.Behaviour.PLAIN);
    }

    public FakeClone(String name, FakeVoice.Behaviour behaviour) {
        this(name, "pitch/1", behaviour);
    }

    /** @param form another one stands for another version of the engine's networks */
    public FakeClone(String name, String form, FakeVoice.Behaviour behaviour) {
        this.name = name;
        this.form = form;
        voice = new FakeVoice(behaviour);
    }

    /** How often it was allowed to speak. */
    public int calls() {
        return voice.calls();
    }

    /** How many samples were looked at. */
    int analysed() {
        return analysed;
    }

    @Override
    public EngineName engine() {
        return new EngineName(name, "1");
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(
                Set.of(Language.ENGLISH, Language.SPANISH, Language.of("de")),
                SampleRate.HZ_22050,
                true,
                true,
                true,
                false,
                "Apache-2.0");
    }

    @Override
    protected void utter(Script script, VoicePrint print, long seed, SpeechSink sink) {
        double pitch = ByteBuffer.wrap(print.data()).getDouble();
        Speaker speaker = Speaker.approximate("1", new Timbre(pitch, 0.1, 4, List.of()));
        voice.speak(script, speaker, seed, chunk -> {
            checkCancelled();
            sink.accept(chunk);
        });
    }

    @Override
    protected String form() {
        return form;
    }

    @Override
    protected VoicePrint analyse(Pcm sample) {
        analysed++;
        double pitch = 100 + sample.seconds() % 100;
        return new VoicePrint(
                name, form, ByteBuffer.allocate(Double.BYTES).putDouble(pitch).array());
    }

    @Override
    protected void release() {
        voice.close();
    }
}

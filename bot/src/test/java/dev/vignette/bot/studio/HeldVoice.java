package dev.vignette.bot.studio;

import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceCapabilities;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A real voice that can be kept from speaking or made to fail, and that counts how long it spoke. */
final class HeldVoice implements Voice {
    private static volatile boolean broken;
    private static volatile CountDownLatch gate = new CountDownLatch(0);
    private static final Map<String, Double> SECONDS = new ConcurrentHashMap<>();

    private final Voice voice;

    HeldVoice(Voice voice) {
        this.voice = voice;
    }

    static void hold() {
        gate = new CountDownLatch(1);
    }

    /** Every film fails for good until {@link #letGo}. */
    static void fail() {
        broken = true;
    }

    static void letGo() {
        broken = false;
        gate.countDown();
    }

    /** How many seconds of sound it took to say {@code text}, the last time. */
    static double seconds(String text) {
        return SECONDS.getOrDefault(text, 0.0);
    }

    @Override
    public EngineName engine() {
        return voice.engine();
    }

    @Override
    public VoiceCapabilities capabilities() {
        return voice.capabilities();
    }

    @Override
    public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException(RenderException.Reason.CANCELLED, "Stopped.", e);
        }
        if (broken) {
            throw new RenderException(RenderException.Reason.ENGINE_MISSING, "The voice is gone.");
        }
        SECONDS.put(script.text(), 0.0);
        voice.speak(script, speaker, seed, chunk -> {
            Pcm sound = chunk.sound();
            SECONDS.merge(
                    script.text(),
                    (double) sound.samples().length / sound.rate().hertz(),
                    Double::sum);
            sink.accept(chunk);
        });
    }

    @Override
    public void close() {
        voice.close();
    }
}

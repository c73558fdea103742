package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.Language;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceCapabilities;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The "approximate voice": espeak-ng in a process of its own, with the pitch, liveliness, pace and spectrum of the timbre put on.
 * English, Spanish and Mandarin, mixed scripts in one text; exact phoneme times; about 20 ms of work for a second of
 * speech. Safe for several threads, which share one espeak-ng process.
 */
public final class EspeakVoice implements Voice {
    /** Part of the engine's version: raise it whenever our treatment gives other samples. */
    private static final String TREATMENT = "v1";

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Set<Language> LANGUAGES = Set.of(Language.ENGLISH, Language.SPANISH, Language.CHINESE);

    private final EspeakProcess process;
    private final Calibration calibration;
    private final EngineName engine;
    private volatile boolean closed;

    private EspeakVoice(EspeakProcess process) {
        this.process = process;
        calibration = new Calibration(process::speak);
        engine = new EngineName("espeak", version(process.version()) + "-" + TREATMENT);
    }

    /**
     * Starts espeak-ng (about 300 ms).
     *
     * @throws RenderException ENGINE_MISSING if it is not installed; the message says how to install it
     */
    public static EspeakVoice open() {
        return open(EspeakInstallation.LIBRARIES);
    }

    /** Same with other names or paths of libespeak-ng to try, in order. */
    static EspeakVoice open(List<String> libraries) {
        EspeakProcess process = new EspeakProcess(libraries, DEADLINE);
        try {
            return new EspeakVoice(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static String version(String reported) {
        String word =
                reported.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._+-]", "");
        return word.isEmpty() ? "unknown" : word;
    }

    @Override
    public EngineName engine() {
        return engine;
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(
                LANGUAGES, SampleRate.HZ_22050, false, false, true, false, "GPL-3.0-or-later (separate process)");
    }

    /** Finds out beforehand how to sound like {@code timbre} in {@code language}, some 200 ms that the first sentence then saves. */
    public void prepare(Timbre timbre, Language language) {
        requireOpen();
        calibration.plan(language, timbre);
        if (language.equals(Language.CHINESE)) {
            // loads the dictionaries
            ChineseReading.pinyin("你好");
        }
    }

    @Override
    public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        requireOpen();
        if (!LANGUAGES.contains(script.language())) {
            throw new RenderException(
                    Reason.UNSPEAKABLE_TEXT,
                    "This voice speaks English, Spanish and Chinese, not \"" + script.language() + "\".");
        }
        List<Phrase> phrases = Phrase.of(script);
        SpeechFlow flow = new SpeechFlow(sink, SampleRate.HZ_22050);
        for (int i = 0; i < phrases.size(); i++) {
            Phrase phrase = phrases.get(i);
            say(phrase, speaker.timbre(), flow);
            flow.pause(i == phrases.size() - 1 ? SpeechFlow.CODA : phrase.pause());
            flow.handOn();
        }
    }

    private void say(Phrase phrase, Timbre timbre, SpeechFlow flow) {
        for (int i = 0; i < phrase.runs().size(); i++) {
            ScriptRuns.Run run = phrase.runs().get(i);
            boolean last = i == phrase.runs().size() - 1;
            String text = run.language().equals(Language.CHINESE)
                    ? ChineseReading.pinyin(run.text())
                    : run.text().strip();
            if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
                continue;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new RenderException(Reason.CANCELLED, "The speech was stopped.");
            }
            VoicePlan plan = calibration.plan(run.language(), timbre);
            // A comma keeps the voice up where the sentence goes on in another script.
            boolean open = !last && Character.isLetterOrDigit(text.charAt(text.length() - 1));
            Utterance utterance = process.speak(plan.request(open ? text + "," : text));
            flow.say(Sounds.of(utterance), plan.treat(utterance.sound()));
            if (!last) {
                flow.pause(open ? SpeechFlow.SEAM : SpeechFlow.COMMA);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This voice is closed.");
        }
    }

    @Override
    public void close() {
        closed = true;
        process.close();
    }
}

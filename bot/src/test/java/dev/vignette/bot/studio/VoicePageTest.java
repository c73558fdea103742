package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.lending.Account;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.media.sound.SoundSamples;
import dev.vignette.media.sound.WavWriter;
import dev.vignette.renderer.voice.Speakers;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A voice brought on the page: recorded or taken from a file, listened to, and the recording kept or not. */
class VoicePageTest extends PageTest {
    @Autowired
    private VoiceLending lending;

    private Page bringing(Page page) {
        page.locator(".bring").click();
        page.setInputFiles("#portrait-file", PORTRAIT);
        page.fill("#face-name", "Eileen");
        page.selectOption("#face-voice", "");
        assertThat(page.locator(".sample")).isVisible();
        return page;
    }

    private static void choose(Page page, String name, String type, byte[] file) {
        page.setInputFiles("#voice-file", new FilePayload(name, type, file));
    }

    private static byte[] noisy(double seconds, double noise) {
        Pcm clean = Speakers.sample(seconds);
        Random random = new Random(1);
        float[] samples = clean.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            double pause = i / (double) clean.rate().hertz() % 2 > 1.4 ? 0 : 1;
            samples[i] = (float) (pause * samples[i] + noise * random.nextGaussian());
        }
        return WavWriter.bytes(new Pcm(samples, clean.rate()));
    }

    private static Locator sample(Page page, String state) {
        return page.locator(".sample[data-state=" + state + "]");
    }

    @Test
    void aVoiceIsRecordedListenedToAndDeclinedWithWhatToDo() {
        Page page = bringing(open("en-US"));
        page.click("#voice-record");
        assertThat(sample(page, "recording").locator(".reading")).containsText("north wind");
        assertThat(page.locator(".sample .figures")).hasText(Pattern.compile("[34] s"));
        picture(page, "voice-recording");
        page.click("#voice-record");
        // The browser's microphone beeps, which is no voice.
        assertThat(sample(page, "poor").locator(".bad")).containsText(Pattern.compile("speech|voice"));
        picture(page, "voice-poor");
        page.check("#consent");
        page.getByText("Add this face").click();
        assertThat(page.locator("dialog .warning")).containsText("The voice sample cannot be used");
        chromium().complaints().removeIf(complaint -> complaint.contains("422"));
        page.context().close();
    }

    @Test
    void theSoundOfAVideoIsTakenAndTheRecordingGoesUnlessItIsToBeKept() {
        Page page = bringing(open("en-US"));
        Pcm speech = Resampler.resample(Speakers.sample(12), SampleRate.HZ_48000);
        choose(page, "birthday.mp4", "video/mp4", SoundSamples.file("aac", "mp4", speech, 1, 1, 1));
        assertThat(page.locator(".sample .verdict")).containsText(Pattern.compile("1[0-2] seconds"));
        assertThat(page.locator(".sample .wave")).isVisible();
        assertThat(page.locator("#keep-recording")).not().isChecked();
        page.check("#consent");
        picture(page, "voice-good");
        page.getByText("Add this face").click();
        Locator face = page.locator(".face").filter(new Locator.FilterOptions().setHasText("Eileen"));
        assertThat(face).containsText("Voice: fake-clone.");
        assertThat(face).containsText("The recording was deleted.");
        picture(page, "voice-deleted");
        assertThat(declarations().getLast().path("sample_kept").asBoolean(true)).isFalse();
        remove(page);
    }

    @Test
    void aVoiceIsLentToAnAccountInAChatAndTakenBack() {
        Page page = bringing(open("en-US"));
        choose(page, "a.wav", "audio/wav", WavWriter.bytes(Speakers.sample(12)));
        assertThat(page.locator(".sample .fine")).isVisible();
        page.check("#consent");
        page.getByText("Add this face").click();
        page.getByText("Use in chats").click();
        page.getByText("Lend it").click();
        assertThat(page.locator("dialog .warning")).containsText("Enter the code");
        var ann = new Account(new PlatformName("telegram"), new PersonId("20061987"));
        page.fill("#lend-code", lending.code(ann).text().toLowerCase(Locale.ROOT));
        page.getByText("Lend it").click();
        assertThat(page.locator("dialog .warning")).containsText("without consent");
        page.check("#lend-agreed");
        picture(page, "voice-lend");
        page.getByText("Lend it").click();
        assertThat(page.locator(".loans li")).containsText("Telegram 20061987");
        assertThat(page.locator("#lend-agreed")).not().isChecked();
        assertThat(page.locator("#lend-code")).hasValue("");
        picture(page, "voice-lent");
        page.getByLabel("Take back from Telegram 20061987").click();
        assertThat(page.locator(".loans li")).hasCount(0);
        page.locator("dialog").getByText("Close").click();
        page.evaluate("() => Object.keys(localStorage).filter(it => it.startsWith('vignette.key.'))"
                + ".forEach(it => localStorage.removeItem(it))");
        page.getByText("Use in chats").click();
        // What it says is there before it is open, and before that Escape closes nothing.
        assertThat(page.locator("dialog[open]")).containsText("brought in another browser");
        assertThat(page.locator("#lend-code")).hasCount(0);
        page.keyboard().press("Escape");
        remove(page);
    }

    private static void remove(Page page) {
        page.getByLabel("Remove Eileen").click();
        page.locator("dialog .grave").click();
        assertThat(page.locator(".face")).hasCount(3);
        page.context().close();
    }

    @Test
    void whoTicksItKeepsTheRecordingAndAdviceIsGivenBeforeTheFaceIsAdded() {
        Page page = bringing(open("en-US"));
        choose(page, "kitchen.wav", "audio/wav", noisy(12, 0.012));
        assertThat(sample(page, "fair").locator(".verdict")).containsText("There is noise behind the voice");
        page.check("#keep-recording");
        page.check("#consent");
        picture(page, "voice-fair-kept");
        page.getByText("Add this face").click();
        Locator face = page.locator(".face").filter(new Locator.FilterOptions().setHasText("Eileen"));
        assertThat(face).containsText("The recording is kept.");
        assertThat(declarations().getLast().path("sample_kept").asBoolean()).isTrue();
        picture(page, "voice-kept");
        remove(page);
    }

    @Test
    void anotherVoiceIsAnotherConsent() {
        Page page = bringing(open("en-US"));
        choose(page, "a.wav", "audio/wav", WavWriter.bytes(Speakers.sample(12)));
        assertThat(page.locator(".sample .fine")).isVisible();
        page.check("#consent");
        choose(page, "b.wav", "audio/wav", WavWriter.bytes(Speakers.sample(40)));
        assertThat(page.locator("#consent")).not().isChecked();
        assertThat(page.locator(".sample .verdict")).containsText("Only the first 30 seconds");
        page.context().close();
    }

    @Test
    void aMuteVideoIsSaidToBeMuteAndFitsAPhoneInSpanish() {
        Page page = openOnPhone("es-MX");
        assertThat(page.locator(".starters")).isVisible();
        page.tap("#open-library");
        page.tap("#tab-cast");
        bringing(page);
        choose(page, "mudo.mp4", "video/mp4", SoundSamples.file("aac", "mp4", Speakers.sample(4), 1, 0, 1));
        assertThat(page.locator(".sample .bad")).containsText("Este archivo no tiene sonido");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
        page.locator(".sample").scrollIntoViewIfNeeded();
        picture(page, "voice-phone");
        chromium().complaints().removeIf(complaint -> complaint.contains("422"));
        page.context().close();
    }
}

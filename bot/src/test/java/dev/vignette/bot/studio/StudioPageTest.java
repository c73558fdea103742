package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be done on the page: talk, be filmed, bring a face, keep and forget. */
class StudioPageTest extends PageTest {
    @Test
    void aQuestionIsAnsweredInWritingThenOnFilmAndTheSecondTimeFromTheLibrary() {
        Page page = open("en-US");
        HeldVoice.hold();
        ask(page, "Goodbye!");
        assertThat(answer(page, 0).locator(".text")).hasText("Goodbye! Come back any time.");
        assertThat(answer(page, 0).locator("video")).hasCount(0);
        HeldVoice.letGo();

        Locator video = answer(page, 0).locator("video");
        video.waitFor();
        page.waitForFunction("() => document.querySelector('.answer video').currentTime > 0.2");
        double duration = ((Number) video.evaluate("it => it.duration")).doubleValue();
        double spoken = HeldVoice.seconds("Goodbye! Come back any time.");
        assertThat(spoken).isGreaterThan(1);
        assertThat(duration).isBetween(spoken, spoken + 1);
        JsonNode turn = conversation(page).path("turns").get(0);
        assertThat(duration).isCloseTo(turn.at("/clip/duration_seconds").asDouble(), within(0.05));
        assertThat(((Number) video.evaluate("it => it.videoWidth")).intValue()).isEqualTo(512);

        ask(page, "Goodbye!");
        assertThat(answer(page, 1).locator(".facts")).containsText("from the library");
        answer(page, 1).getByText("Behind the scenes").click();
        assertThat(answer(page, 1).locator(".scenes"))
                .containsText("This film was in the library already: nothing was rendered.");
        assertThat(answer(page, 1).locator(".credits")).containsText("scripted small talk");
        assertThat(answer(page, 1).locator(".credits")).containsText("approximate voice");
        assertThat(answer(page, 1).locator(".credits")).containsText("drawn face");
        answer(page, 0).getByText("Behind the scenes").click();
        assertThat(answer(page, 0).locator(".timeline")).containsText("Filming");
        picture(page, "scenes");
        page.context().close();
    }

    @Test
    void aReloadInTheMiddleOfARenderPicksTheTurnUp() {
        Page page = open("en-US");
        HeldVoice.hold();
        ask(page, "What is 12 times 12?");
        assertThat(page.locator(".frame[data-state=making]")).hasCount(1);
        String said = answer(page, 0).locator(".text").innerText();
        picture(page, "filming");
        page.reload();
        assertThat(answer(page, 0).locator(".text")).hasText(said);
        assertThat(page.locator(".slip")).hasText("What is 12 times 12?");
        assertThat(page.locator(".status")).isVisible();
        HeldVoice.letGo();
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        assertThat(page.locator(".turn")).hasCount(1);
        page.context().close();
    }

    @Test
    void aVoiceMessageIsShownAndItsSilenceExplained() {
        Page page = open("en-US");
        page.focus("#mic");
        page.keyboard().press("Enter");
        assertThat(page.locator("#record-time")).hasText("0:01");
        assertThat(page.locator("#send")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".slip.voice .wave")).isVisible();
        assertThat(page.locator(".slip.voice .figures")).hasText(Pattern.compile("0:0[12]"));
        assertThat(page.locator(".reason")).containsText("no Whisper model is installed");
        assertThat(page.locator(".command code")).containsText("./vignette models pull");
        page.reload();
        assertThat(page.locator(".slip.voice .figures")).hasText(Pattern.compile("0:0[12]"));
        assertThat(page.locator(".slip.voice .shape i").first()).isVisible();
        JsonNode note = conversation(page).path("turns").get(0).path("voice_note");
        assertThat(note.path("media_type").asString()).startsWith("audio/webm");

        page.focus("#mic");
        page.keyboard().press("Enter");
        assertThat(page.locator("#recording")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#recording")).isHidden();
        assertThat(page.locator(".turn")).hasCount(1);
        page.context().close();
    }

    @Test
    void aPortraitBecomesAFaceThatSpeaksOnceThePersonHasAgreed() {
        Page page = open("en-US");
        page.locator(".bring").click();
        page.setInputFiles("#portrait-file", PORTRAIT);
        assertThat(page.locator(".preview img")).isVisible();
        page.fill("#face-name", "Eileen");
        page.getByText("Add this face").click();
        assertThat(page.locator("dialog .warning")).containsText("without consent");
        page.check("#consent");
        picture(page, "upload");
        page.getByText("Add this face").click();
        assertThat(page.locator("#sitter b")).hasText("Eileen");

        ask(page, "Goodbye!");
        assertThat(answer(page, 0).locator(".cue")).hasText("Eileen");
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        answer(page, 0).getByText("Behind the scenes").click();
        assertThat(answer(page, 0).locator(".credits")).containsText("photograph moved by a mesh");
        JsonNode clip = conversation(page).path("turns").get(0).path("clip");
        assertThat(clip.at("/engines/face").asString()).startsWith("photo-warp");
        JsonNode declared = declarations().getLast();
        assertThat(declared.path("what").asString()).isEqualTo("declared");
        assertThat(declared.path("wording_language").asString()).isEqualTo("en");

        page.getByLabel("Remove Eileen").click();
        page.locator("dialog .grave").click();
        assertThat(page.locator("#sitter b")).hasText("Ada");
        assertThat(page.locator(".face")).hasCount(3);
        assertThat(declarations().getLast().path("what").asString()).isEqualTo("withdrawn");
        assertThat(send("GET", clip.path("url").asString(), "").statusCode()).isEqualTo(404);
        page.context().close();
    }

    @Test
    void aFilmCanBeStoppedAndAskedForAgain() {
        Page page = open("en-US");
        HeldVoice.hold();
        ask(page, "What is 9 times 8?");
        assertThat(page.locator(".frame[data-state=making]")).hasCount(1);
        page.locator(".status button").click();
        assertThat(page.locator(".reason")).containsText("Cancelled.");
        assertThat(page.locator(".status")).isHidden();
        HeldVoice.letGo();
        page.getByText("Ask again").click();
        assertThat(answer(page, 1).locator("video")).hasCount(1);
        page.context().close();
    }

    @Test
    void theLibraryShowsFilmsAndRemovesThem() {
        Page page = open("en-US");
        ask(page, "What is 3 times 4?");
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        String said = answer(page, 0).locator(".text").innerText();
        page.click("#tab-library");
        Locator mine = page.locator(".clips li").filter(new Locator.FilterOptions().setHasText(said));
        assertThat(mine).hasCount(1);
        assertThat(mine.locator(".tier")).hasText("in memory");
        assertThat(mine.locator(".facts").first()).containsText("Ada · 0:0");
        page.waitForFunction("() => [...document.querySelectorAll('.clips img')].every(it => it.naturalWidth === 320)");
        picture(page, "library");
        mine.getByLabel("Remove this film").click();
        page.locator("dialog .grave").click();
        assertThat(mine).hasCount(0);
        page.reload();
        answer(page, 0).locator(".toggle").click();
        assertThat(answer(page, 0).locator(".reason")).containsText("no longer in the library");
        chromium().complaints().removeIf(complaint -> complaint.contains("404"));
        answer(page, 0).getByText("Make it again").click();
        assertThat(answer(page, 0).locator(".frame[data-state=paused] video")).hasCount(1);
        page.context().close();
    }

    @Test
    void aConversationIsForgottenForGood() {
        Page page = open("en-US");
        ask(page, "Goodbye!");
        assertThat(answer(page, 0).locator(".text")).containsText("Goodbye!");
        String id = id(page);
        page.click("#forget");
        page.locator("dialog .grave").click();
        assertThat(page.locator(".starters")).isVisible();
        assertThat(send("GET", "/api/v1/conversations/" + id, "").statusCode()).isEqualTo(404);
        assertThat(id(page)).isNotEqualTo(id);
        page.context().close();
    }
}

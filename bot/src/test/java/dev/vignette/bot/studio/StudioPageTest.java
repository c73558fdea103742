package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * The page in the system's Chromium, with real films. Without Chromium these tests are skipped, except in CI, where that is
 * a failure. With {@code -Dvignette.pictures=DIR} they leave the pictures of docs/studio.md there.
 */
@Timeout(300)
class StudioPageTest extends StudioTest {
    /** Only what is broken takes so long, ms. */
    static final double PATIENCE = 60_000;

    private static @Nullable Chromium chromium;

    @BeforeAll
    static void launch() {
        var program = Chromium.installed();
        boolean required = System.getenv("CI") != null;
        if (program.isEmpty() && !required) {
            Assumptions.abort("Chromium is not installed, so the page was not tried: sudo apt-get install chromium");
        }
        assertThat(program).as("CI needs Chromium: apt-get install chromium").isPresent();
        chromium = new Chromium(program.get());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        HeldVoice.letGo();
        List<String> complaints = List.copyOf(chromium().complaints());
        chromium().complaints().clear();
        assertThat(complaints).isEmpty();
    }

    private static Chromium chromium() {
        return Objects.requireNonNull(chromium);
    }

    private Page open(String locale) {
        Page page = chromium().open(address("/"), locale);
        assertThat(page.locator(".starters")).isVisible();
        return page;
    }

    private static void ask(Page page, String text) {
        page.fill("#write", text);
        page.press("#write", "Enter");
    }

    private static Locator answer(Page page, int which) {
        return page.locator(".turn").nth(which).locator(".answer");
    }

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
    void thePageSpeaksThreeLanguages() {
        Page page = open("es-MX");
        assertThat(page.locator(".opening h2")).hasText("Pregúntale algo a Mateo");
        page.locator("#tongues [value=zh]").check();
        assertThat(page.locator(".opening h2")).hasText("问Mateo点什么");
        assertThat(page.locator("html")).hasAttribute("lang", "zh");
        page.reload();
        assertThat(page.locator("#tab-library")).hasText("片库");
        page.locator("#tongues [value=en]").check();
        assertThat(page.locator("#tab-cast")).hasText("Faces");
        assertThat(page.locator("#write")).hasAttribute("placeholder", "Write to Mateo");
        page.context().close();
        Page chinese = open("zh-CN");
        ask(chinese, "讲个笑话吧。");
        assertThat(answer(chinese, 0).locator(".text")).hasText(Pattern.compile("[\u4e00-\u9fff]"));
        assertThat(answer(chinese, 0).locator("video")).hasCount(1);
        picture(chinese, "chinese");
        chinese.context().close();
    }

    @Test
    void everythingIsWithinReachOnAPhone() {
        Page page = chromium()
                .open(
                        address("/"),
                        new Browser.NewContextOptions()
                                .setViewportSize(390, 844)
                                .setHasTouch(true)
                                .setIsMobile(true)
                                .setDeviceScaleFactor(2)
                                .setColorScheme(ColorScheme.DARK)
                                .setLocale("en-US"));
        page.tap(".starters button >> nth=1");
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(page.locator("#send")).isInViewport();
        assertThat(page.locator("#wing")).isHidden();
        picture(page, "phone");
        page.tap("#sitter");
        assertThat(page.locator("#wing")).isVisible();
        page.tap(".face >> nth=2");
        assertThat(page.locator("#wing")).isHidden();
        assertThat(page.locator("#sitter b")).hasText("Lin");
        page.tap("#open-house");
        assertThat(page.locator("#engines-text")).containsText("approximate voice");
        assertThat(page.locator("button:visible, a:visible").evaluateAll(TOO_SMALL))
                .as("targets smaller than 24 pixels (WCAG 2.2, 2.5.8)")
                .isEqualTo(List.of());
        page.context().close();
    }

    private static final String TOO_SMALL =
            "all => all.filter(it => !it.classList.contains('skip')).filter(it => { const box = it.getBoundingClientRect();"
                    + " return box.width < 24 || box.height < 24; }).map(it => it.outerHTML)";

    @Test
    void whatCouldNotBeSentIsKeptAndSentAgainOnce() {
        Page page = open("en-US");
        page.context().setOffline(true);
        ask(page, "Goodbye!");
        assertThat(page.locator(".unsent")).containsText("Not sent");
        page.context().setOffline(false);
        page.getByText("Try again").click();
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        assertThat(page.locator(".turn")).hasCount(1);
        chromium().complaints().removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
        page.context().close();
    }

    @Test
    void theKeyboardIsEnough() {
        Page page = open("en-US");
        assertThat(page.locator("#write")).isFocused();
        page.keyboard().type("Goodbye");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("and see you!");
        assertThat(page.locator("#write")).hasValue("Goodbye\nand see you!");
        page.keyboard().press("Enter");
        assertThat(page.locator("#announcer")).containsText("Ada says:");
        page.click("#engines");
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
        page.focus("#tab-cast");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#library")).isVisible();
        Object nameless = page.evaluate("() => [...document.querySelectorAll('button, a, input, textarea, select')]"
                + ".filter(it => it.checkVisibility() && !(it.ariaLabel || it.textContent.trim() || it.labels?.length"
                + " || it.title)).map(it => it.outerHTML)");
        assertThat(nameless).isEqualTo(List.of());
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

    private JsonNode conversation(Page page) {
        return get("/api/v1/conversations/" + id(page));
    }

    private static String id(Page page) {
        String ids = String.valueOf(page.evaluate("() => localStorage.getItem('vignette.conversations')"));
        return ids.split(" ", 2)[0];
    }

    private static void picture(Page page, String name) {
        String folder = System.getProperty("vignette.pictures");
        if (folder != null) {
            page.waitForTimeout(1200); // for movements to end; nothing is asserted on it
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".jpg"))
                    .setType(ScreenshotType.JPEG)
                    .setQuality(82));
        }
    }
}

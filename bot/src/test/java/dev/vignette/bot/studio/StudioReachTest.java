package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether everybody can use the page: in their language, by touch or keyboard, in the dark, and when something fails. */
class StudioReachTest extends PageTest {
    /** Own text of every visible element, with the colours around it, against WCAG 2.2, 1.4.3. */
    private static final String TOO_FAINT = """
            () => {
              const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
              const paint = colours => {
                colours.forEach(colour => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); });
                return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const linear = v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              const light = rgb => { const [r, g, b] = rgb.map(v => linear(v / 255)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              return [...document.querySelectorAll('body *')]
                .filter(it => [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                .filter(it => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !it.closest('.frame, .unseen, .skip, [disabled]'))
                .flatMap(it => {
                  const around = [];
                  for (let one = it; one; one = one.parentElement) around.unshift(getComputedStyle(one).backgroundColor);
                  const { color, fontSize, fontWeight } = getComputedStyle(it);
                  const [a, b] = [paint(['Canvas', ...around]), paint(['Canvas', ...around, color])].map(light).sort((x, y) => y - x);
                  const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
                  const ratio = (a + 0.05) / (b + 0.05);
                  return ratio >= (large ? 3 : 4.5) ? [] : [`${it.textContent.trim().slice(0, 40)} (${ratio.toFixed(2)})`];
                });
            }""";

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void textStandsOutFromItsGround(ColorScheme scheme) {
        Page page = chromium()
                .open(
                        address("/"),
                        new Browser.NewContextOptions()
                                .setViewportSize(1280, 900)
                                .setColorScheme(scheme)
                                .setLocale("es-ES"));
        assertThat(page.locator(".starters")).isVisible();
        assertThat(page.evaluate(TOO_FAINT)).as("the beginning").isEqualTo(List.of());
        picture(page, "beginning-" + scheme);
        ask(page, "¡Adiós!");
        assertThat(answer(page, 0).locator("video")).hasCount(1);
        answer(page, 0).locator(".tools button[aria-expanded]").click();
        page.click("#tab-library");
        assertThat(page.locator(".clips li").first()).isVisible();
        assertThat(page.evaluate(TOO_FAINT)).as("a conversation").isEqualTo(List.of());
        picture(page, "conversation-" + scheme);
        page.click("#tab-cast");
        page.locator(".bring").click();
        assertThat(page.evaluate(TOO_FAINT)).as("bringing a face").isEqualTo(List.of());
        page.context().close();
    }

    @Test
    void aFilmThatFailsLeavesTheTextAndSaysWhatToDo() {
        Page page = open("en-US");
        HeldVoice.fail();
        ask(page, "What is 7 times 6?");
        assertThat(answer(page, 0).locator(".reason")).isVisible();
        assertThat(answer(page, 0).locator(".text")).containsText("42");
        assertThat(page.locator(".status")).isHidden();
        assertThat(page.evaluate(TOO_FAINT)).isEqualTo(List.of());
        picture(page, "failed");
        HeldVoice.letGo();
        answer(page, 0).getByText("Try again").click();
        assertThat(answer(page, 1).locator("video")).hasCount(1);
        page.context().close();
    }

    @Test
    void aRecordingThatIsHeldIsDiscardedBySlidingAway() {
        Page page = open("en-US");
        var box = page.locator("#mic").boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        page.mouse().move(x, y);
        page.mouse().down();
        assertThat(page.locator("#composer")).hasAttribute("data-recording", "held");
        assertThat(page.locator("#record-hint")).containsText("slide left");
        assertThat(page.locator("#record-time")).hasText("0:01");
        picture(page, "held");
        page.mouse().move(x - 200, y, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
        assertThat(page.locator("#recording")).isHidden();
        page.mouse().up();
        assertThat(page.locator(".turn")).hasCount(0);

        page.mouse().move(x, y);
        page.mouse().down();
        assertThat(page.locator("#record-time")).hasText("0:01");
        page.mouse().up();
        assertThat(page.locator(".slip.voice .wave")).isVisible();
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
        Page page = openOnPhone("en-US");
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
        assertThat(page.locator("#engines-text")).containsText("drawn face");
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
}

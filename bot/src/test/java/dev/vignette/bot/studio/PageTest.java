package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * The page in the system's Chromium, with real films. Without Chromium these tests are skipped, except in CI, where that is
 * a failure. With {@code -Dvignette.pictures=DIR} they leave the pictures of docs/studio.md there.
 */
@Timeout(300)
abstract class PageTest extends StudioTest {
    /** Only what is broken takes so long, ms. */
    static final double PATIENCE = 60_000;

    /** Launched by the first class for all: a launch costs more than most tests. */
    private static @Nullable Chromium chromium;

    @BeforeAll
    static void launch() {
        if (chromium != null) {
            return;
        }
        var program = Chromium.installed();
        boolean required = System.getenv("CI") != null;
        if (program.isEmpty() && !required) {
            Assumptions.abort(
                    "Chromium is not installed, so the page was not tried: sudo apt-get install chromium-headless-shell");
        }
        assertThat(program)
                .as("CI needs Chromium: apt-get install chromium-headless-shell")
                .isPresent();
        Chromium launched = new Chromium(program.get());
        Runtime.getRuntime().addShutdownHook(new Thread(launched::close));
        chromium = launched;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        HeldVoice.letGo();
        List<String> complaints = List.copyOf(chromium().complaints());
        chromium().complaints().clear();
        assertThat(complaints).isEmpty();
    }

    static Chromium chromium() {
        return Objects.requireNonNull(chromium);
    }

    final Page open(String locale) {
        Page page = chromium().open(address("/"), locale);
        assertThat(page.locator(".starters")).isVisible();
        return page;
    }

    /** The page as it comes to a phone that has not been here before: dark, with touch, 390 pixels wide. */
    final Page openOnPhone(String locale) {
        return chromium()
                .open(
                        address("/"),
                        new Browser.NewContextOptions()
                                .setViewportSize(390, 844)
                                .setHasTouch(true)
                                .setIsMobile(true)
                                .setDeviceScaleFactor(2)
                                .setColorScheme(ColorScheme.DARK)
                                .setLocale(locale));
    }

    static void ask(Page page, String text) {
        page.fill("#write", text);
        page.press("#write", "Enter");
    }

    static Locator answer(Page page, int which) {
        return page.locator(".turn").nth(which).locator(".answer");
    }

    final JsonNode conversation(Page page) {
        return get("/api/v1/conversations/" + id(page));
    }

    static String id(Page page) {
        String ids = String.valueOf(page.evaluate("() => localStorage.getItem('vignette.conversations')"));
        return ids.split(" ", 2)[0];
    }

    static void picture(Page page, String name) {
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

package dev.vignette.bot.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.vignette.inference.models.ModelStore;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The models on the page: offered, pulled, stopped, and their terms agreed to. */
class ModelsPageTest extends PageTest {
    @Autowired
    ModelStore store;

    @AfterEach
    void removeAll() {
        HUB.letGo();
        HUB.miss("");
        for (JsonNode model : get("/api/v1/models").path("models")) {
            send("DELETE", "/api/v1/models/" + model.path("id").asString() + "/pull", "");
        }
        store.list().forEach(holding -> store.remove(holding.model().id()));
    }

    private static Locator model(Page page, String id) {
        return page.locator(".models [data-model=\"" + id + "\"]");
    }

    @Test
    void theFirstStartOffersWhatFitsAndTakesNoForAnAnswer() {
        Page page = open("en-US");
        assertThat(page.locator(".offer")).containsText("Whisper base");
        assertThat(page.locator(".offer")).containsText("Nothing is fetched before you say so.");
        picture(page, "models-offer");
        page.click("#offer-look");
        assertThat(page.locator("#models h3").first()).hasText("For this machine");
        assertThat(model(page, "silero-vad")).containsText("Finds where somebody speaks");
        assertThat(store.isEmpty()).isTrue();
        page.click("#offer-no");
        assertThat(page.locator(".offer")).hasCount(0);
        page.reload();
        assertThat(page.locator(".starters")).isVisible();
        assertThat(page.locator(".offer")).hasCount(0);
        page.context().close();
    }

    @Test
    void aModelIsPulledStoppedAndPulledOn() {
        Page page = open("en-US");
        page.click("#tab-models");
        HUB.hold();
        page.locator("#models summary").click();
        model(page, "whisper-medium").getByText("Get").click();
        model(page, "whisper-large-v3").getByText("Get").click();
        assertThat(model(page, "whisper-medium").locator("[role=progressbar]")).hasCount(1);
        assertThat(model(page, "whisper-medium").locator(".state")).containsText(Pattern.compile("kB of .* [MG]B"));
        assertThat(model(page, "whisper-large-v3")).containsText("Waits its turn");
        assertThat(page.locator(".offer")).hasCount(0);
        picture(page, "models-pulling");
        model(page, "whisper-large-v3").getByText("Stop").click();
        model(page, "whisper-medium").getByText("Stop").click();
        assertThat(model(page, "whisper-medium")).containsText("Partly here");
        HUB.letGo();
        model(page, "whisper-medium").getByText("Go on").click();
        assertThat(model(page, "whisper-medium")).hasAttribute("data-state", "installed");

        HUB.miss("config.json");
        model(page, "whisper-tiny-fp32").getByText("Get").click();
        assertThat(model(page, "whisper-tiny-fp32").locator(".warning")).containsText("config.json");
        assertThat(model(page, "whisper-tiny-fp32").getByText("Try again")).isVisible();
        picture(page, "models-failed");
        page.context().close();
    }

    @Test
    void termsThatForbidSomeUsesAreShownAndAgreedToFirst() {
        Page page = open("es-MX");
        page.click("#tab-models");
        page.locator("#models summary").click();
        model(page, "xtts-v2").getByText("Obtener").click();
        assertThat(page.locator("dialog")).containsText("Coqui Public Model License");
        assertThat(page.locator("dialog .primary")).isDisabled();
        picture(page, "models-licence");
        page.keyboard().press("Escape");
        assertThat(model(page, "xtts-v2")).hasAttribute("data-state", "absent");
        model(page, "xtts-v2").getByText("Obtener").click();
        page.check("#agreed");
        page.locator("dialog .primary").click();
        assertThat(model(page, "xtts-v2")).hasAttribute("data-state", "installed");
        assertThat(HOME.resolve("models/licences.jsonl")).content().contains("CPML-1.0.0");
        page.context().close();
    }

    @Test
    void modelsAreWithinReachOnAPhone() {
        Page page = openOnPhone("zh-CN");
        page.tap("#offer-look");
        assertThat(page.locator("#models h3").first()).hasText("适合这台机器");
        page.locator("#models summary").tap();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
        picture(page, "models-phone");
        assertThat(page.locator("#wing button:visible, #wing summary:visible")
                        .evaluateAll("all => all.filter(it => { const box = it.getBoundingClientRect();"
                                + " return box.width < 24 || box.height < 24; }).map(it => it.outerHTML)"))
                .isEqualTo(List.of());
        page.context().close();
    }
}

package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import java.util.Map;

/** {@link Declaration#WORDING} as the page shows it, by language. All of them are of one version. */
final class ConsentWording {
    static final Map<String, String> BY_LANGUAGE = Map.of(
            "en",
            Declaration.WORDING,
            "es",
            "Al enviar una imagen o una muestra de voz declaras que la persona que se ve o se oye en ella eres tú, o que ha"
                    + " aceptado que se la vea y se la oiga en películas hechas por un ordenador.",
            "zh",
            "发送照片或声音样本，即表示你声明：其中看到或听到的人是你本人，或者已经同意在计算机制作的影片中被看到和听到。");

    private ConsentWording() {}
}

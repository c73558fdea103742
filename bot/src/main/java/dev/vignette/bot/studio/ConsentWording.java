package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import java.util.Map;

/** {@link Declaration#WORDING} and {@link Declaration#KEEPING} as the page shows them, by language. All are of one version. */
final class ConsentWording {
    static final Map<String, String> BY_LANGUAGE = Map.of(
            "en",
            Declaration.WORDING,
            "es",
            "Al enviar una imagen o una muestra de voz declaras que la persona que se ve o se oye en ella eres tú, o que ha"
                    + " aceptado que se la vea y se la oiga en películas hechas por un ordenador.",
            "zh",
            "发送照片或声音样本，即表示你声明：其中看到或听到的人是你本人，或者已经同意在计算机制作的影片中被看到和听到。");

    static final Map<String, String> KEEPING_BY_LANGUAGE = Map.of(
            "en",
            Declaration.KEEPING,
            "es",
            "Conservar también la grabación de la voz. Si no, se borra en cuanto las voces instaladas aquí han sacado de ella lo que"
                    + " necesitan; una voz que se instale o se renueve después necesitará una grabación nueva.",
            "zh",
            "同时保留声音录音。否则，此处安装的各个声音引擎从中提取所需内容后，录音即被删除；以后新安装或更新的声音引擎将需要重新录音。");

    private ConsentWording() {}
}

package dev.vignette.bot.studio;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.consent.Lending;
import java.util.Map;

/** What is agreed to as the page shows it, by language: {@link Declaration}'s words, of one version, and {@link Lending}'s. */
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

    static final Map<String, String> LENDING_BY_LANGUAGE = Map.of(
            "en",
            Lending.WORDING,
            "es",
            "El código es uno que he pedido yo al bot, desde mi propia cuenta. Esa cuenta podrá hacer que esta voz diga cualquier"
                    + " cosa, con cualquier cara, hasta que yo lo retire aquí o con /voice unlink.",
            "zh",
            "这个代码是我本人用自己的账号向机器人索取的。在我于此处或用 /voice unlink 收回之前，该账号可以让这个声音配上任何面孔说任何话。");

    private ConsentWording() {}
}

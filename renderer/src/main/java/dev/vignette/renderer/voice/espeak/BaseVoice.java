package dev.vignette.renderer.voice.espeak;

import dev.vignette.media.Language;
import java.util.List;

/**
 * An espeak-ng voice with a variant, and the passage it is measured with.
 *
 * @param name for espeak-ng, {@code "en-us+man"}
 * @param passage about ten seconds of everyday speech, one request each, as they come from {@link Phrase}s
 * @param middle about its median F0 with pitch 50, Hz: where a search begins
 * @param minRange lowest intonation range: Mandarin's tones need theirs
 * @param minSpread lowest ratio by which ln F0 may be spread, for the same reason
 */
record BaseVoice(String name, List<String> passage, double middle, int minRange, double minSpread) {
    /** Below it the male variant is nearer, above it the female one. */
    private static final double MALE_BELOW_HERTZ = 150;

    private static final List<String> ENGLISH = List.of(
            "Hello, I am glad that you asked.",
            "The north wind blew as hard as it could,",
            "but would the traveller take off his coat?",
            "Your train leaves at nine from platform four, so there is time for a coffee.");

    private static final List<String> SPANISH = List.of(
            "Hola, me alegra que preguntes.",
            "El viento del norte sopló con todas sus fuerzas,",
            "pero ¿se quitaría el viajero su abrigo?",
            "Tu tren sale a las nueve de la vía cuatro, así que hay tiempo para un café.");

    private static final List<String> CHINESE =
            List.of("你好，很高兴你问我这个问题。", "北风用力地吹了起来，", "可是那个走路的人会不会脱下大衣呢？", "你的火车九点从四号站台出发，所以还有时间喝杯咖啡。");

    static BaseVoice nearest(Language language, double medianF0) {
        boolean man = medianF0 < MALE_BELOW_HERTZ;
        String variant = man ? "+man" : "+woman";
        double middle = man ? 103 : 193;
        if (language.equals(Language.CHINESE)) {
            List<String> passage = CHINESE.stream().map(ChineseReading::pinyin).toList();
            return new BaseVoice("cmn-latn-pinyin" + variant, passage, 0.9 * middle, 45, 0.9);
        }
        return language.equals(Language.SPANISH)
                ? new BaseVoice("es" + variant, SPANISH, middle, 15, 0.7)
                : new BaseVoice("en-us" + variant, ENGLISH, middle, 15, 0.7);
    }
}

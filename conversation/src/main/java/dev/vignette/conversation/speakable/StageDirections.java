package dev.vignette.conversation.speakable;

import java.util.regex.Pattern;

/**
 * What a model writes for an actor and not for a listener: {@code *smiles warmly*}, {@code (laughs)}, {@code [music]},
 * {@code （笑）}. Only directions that begin with a word of the stage are taken out: {@code *really*} and "(see below)" are
 * speech.
 */
final class StageDirections {
    private static final String CUE = "(?:(?i:"
            + "(?:softly |gently |warmly |slightly |quietly |happily )?"
            + "(?:smil|laugh|chuckl|giggl|grin|sigh|nod|wink|wav|shrug|blush|gasp|smirk|frown|gigg|paus|cough|clap|cheer|whisper|bow|hug|sob|cr|think|look|lean|clear)"
            + "(?:s|es|ies|ing|ying)\\b[^*()\\[\\]（）]{0,40}"
            + "|(?:laughter|applause|music|silence|pause|inaudible|sound of)\\b[^*()\\[\\]（）]{0,40}"
            + "|(?:sonr[ií]e|r[ií]e|se r[ií]e|suspira|asiente|guiña|saluda con|se encoge|aplaude|tose|susurra|sonriendo|riendo|suspirando|pensando)"
            + "(?![\\p{L}])[^*()\\[\\]（）]{0,40}"
            + "|(?:risas?|aplausos|música|silencio|pausa)(?![\\p{L}])[^*()\\[\\]（）]{0,40})"
            + "|(?:微微|轻轻|轻声|温柔地?)?(?:微笑|大笑|轻笑|笑|笑声|叹气|叹息|点头|点点头|眨眼|挥手|耸肩|鼓掌|掌声|音乐|停顿|沉默|沉思|脸红|鞠躬|拥抱)"
            + "[^*()\\[\\]（），。！？]{0,6})";
    private static final Pattern IN_BRACKETS = Pattern.compile("[\\[(（【]\\s*" + CUE + "\\s*[\\])）】]");
    private static final Pattern CUE_ALONE = Pattern.compile("\\s*" + CUE + "\\s*[.!…]?\\s*");

    private StageDirections() {}

    static String strip(String text) {
        return IN_BRACKETS.matcher(text).replaceAll(" ");
    }

    /** Whether emphasised text is a direction. */
    static boolean is(String emphasised) {
        return CUE_ALONE.matcher(emphasised).matches();
    }
}

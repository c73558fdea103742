package dev.vignette.renderer.voice.espeak;

import java.util.List;

/**
 * The tones that 一 and 不 take from their neighbours (Chao 1968, §1.3.4). Third tones before third tones are left to
 * espeak-ng, which changes them itself.
 */
final class ToneSandhi {
    /** Numerals, 第 and the rest beside which 一 is counting and keeps its first tone. */
    private static final String COUNTING = "零〇一二三四五六七八九十第初";
    /** What may follow an ordinal 一. */
    private static final String ORDINAL = "月日号楼班";

    private ToneSandhi() {}

    /**
     * @param han the characters
     * @param syllables their numbered pinyin, one each; changed in place
     */
    static void apply(String han, List<String> syllables) {
        for (int i = 0; i < syllables.size(); i++) {
            char here = han.charAt(i);
            char before = i > 0 ? han.charAt(i - 1) : 0;
            char after = i + 1 < han.length() ? han.charAt(i + 1) : 0;
            if (after == 0 || (here != '一' && here != '不')) {
                continue;
            }
            boolean between = before == after && before != 0;
            char tone = tone(syllables.get(i + 1));
            if (here == '不' && syllables.get(i).startsWith("bu")) {
                if (between) {
                    syllables.set(i, "bu5");
                } else if (tone == '4') {
                    syllables.set(i, "bu2");
                }
            } else if (here == '一') {
                syllables.set(i, "yi" + (counting(before, after) ? '1' : changed(between, after, tone)));
            }
        }
    }

    private static char changed(boolean between, char after, char tone) {
        if (between) {
            return '5';
        }
        return tone == '4' || after == '个' ? '2' : tone == '5' ? '1' : '4';
    }

    private static boolean counting(char before, char after) {
        return (before != 0 && COUNTING.indexOf(before) >= 0)
                || COUNTING.indexOf(after) >= 0
                || ORDINAL.indexOf(after) >= 0;
    }

    private static char tone(String syllable) {
        return syllable.charAt(syllable.length() - 1);
    }
}

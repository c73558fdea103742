package dev.vignette.renderer.voice.espeak;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.dictionary.py.Pinyin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chinese text as numbered pinyin, which espeak-ng's {@code cmn-latn-pinyin} reads with the right tones: numerals written
 * out, characters read by HanLP's phrase dictionary and our own corrections to it ({@code readings.txt}), tone sandhi of 一
 * and 不.
 */
public final class ChineseReading {
    private static final Map<String, String[]> CORRECTIONS = corrections();
    private static final int LONGEST =
            CORRECTIONS.keySet().stream().mapToInt(String::length).max().orElse(1);
    private static final Map<Integer, String> SIGNS = Map.ofEntries(
            Map.entry((int) '+', "加"),
            Map.entry((int) '=', "等于"),
            Map.entry((int) '&', "和"),
            Map.entry((int) '%', "百分之"),
            Map.entry((int) '$', "美元"),
            Map.entry((int) '€', "欧元"),
            Map.entry((int) '¥', "元"),
            Map.entry((int) '×', "乘"),
            Map.entry((int) '÷', "除以"),
            Map.entry((int) '℃', "摄氏度"),
            Map.entry((int) '°', "度"));

    private ChineseReading() {}

    /** Syllables separated by spaces, punctuation in ASCII; other letters are dropped. */
    static String pinyin(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder han = new StringBuilder();
        String words = signs(ChineseNumbers.spellOut(text));
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (UnicodeScript.of(c) == UnicodeScript.HAN) {
                han.append(c);
            } else if (!Character.isSurrogate(c)) {
                // A space between characters separates nothing in Chinese.
                if (!Character.isWhitespace(c)) {
                    flush(han, out);
                    out.append(punctuation(c));
                }
            }
        }
        flush(han, out);
        return out.toString().strip();
    }

    private static void flush(StringBuilder han, StringBuilder out) {
        if (!han.isEmpty()) {
            out.append(out.isEmpty() ? "" : " ").append(String.join(" ", syllables(han.toString())));
            han.setLength(0);
        }
    }

    private static String signs(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String word = SIGNS.get(c);
            if (word == null) {
                out.appendCodePoint(c);
            } else {
                out.append(word);
            }
        });
        return out.toString();
    }

    private static String punctuation(char c) {
        return switch (c) {
            case '。', '.', '…' -> ".";
            case '？', '?' -> "?";
            case '！', '!' -> "!";
            case '，', ',', '、', '—', '–', '(', ')', '（', '）' -> ",";
            case '；', ';' -> ";";
            case '：', ':' -> ":";
            default -> "";
        };
    }

    /** One syllable for each character of {@code han}, which holds nothing else, as it is spoken. */
    static List<String> syllables(String han) {
        List<String> syllables = readings(han);
        ToneSandhi.apply(han, syllables);
        return syllables;
    }

    /**
     * One syllable with the number of its tone (5 is none, v is ü) for each character, as dictionaries have it.
     *
     * @param han Chinese characters of the basic plane and nothing else; where one has no reading, the syllable is empty
     */
    public static List<String> readings(String han) {
        List<String> syllables = new ArrayList<>();
        for (Pinyin pinyin : HanLP.convertToPinyinList(han)) {
            syllables.add(pinyin == Pinyin.none5 ? "" : pinyin.toString());
        }
        for (int i = 0; i < han.length(); ) {
            String word = longestCorrection(han, i);
            String[] reading = CORRECTIONS.get(word);
            if (reading != null) {
                for (int k = 0; k < reading.length; k++) {
                    syllables.set(i + k, reading[k]);
                }
            }
            i += Math.max(1, word.length());
        }
        adverbs(han, syllables);
        return syllables;
    }

    private static String longestCorrection(String han, int from) {
        for (int length = Math.min(LONGEST, han.length() - from); length > 0; length--) {
            String word = han.substring(from, from + length);
            if (CORRECTIONS.containsKey(word)) {
                return word;
            }
        }
        return "";
    }

    /** 地 after a doubled character (慢慢地, 高高兴兴地) makes an adverb and is toneless. */
    private static void adverbs(String han, List<String> syllables) {
        for (int i = 2; i < han.length(); i++) {
            if (han.charAt(i) == '地' && han.charAt(i - 1) == han.charAt(i - 2)) {
                syllables.set(i, "de5");
            }
        }
    }

    private static Map<String, String[]> corrections() {
        Map<String, String[]> corrections = new HashMap<>();
        try (InputStream in = ChineseReading.class.getResourceAsStream("readings.txt")) {
            if (in == null) {
                throw new IllegalStateException("readings.txt is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.strip().split("\\s+", -1);
                String[] reading = Arrays.copyOfRange(parts, 1, parts.length);
                if (reading.length != parts[0].length()) {
                    throw new IllegalStateException("readings.txt, not a syllable for each character: " + line);
                }
                corrections.put(parts[0], reading);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(corrections);
    }
}

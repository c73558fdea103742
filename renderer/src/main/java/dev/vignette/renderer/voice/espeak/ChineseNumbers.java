package dev.vignette.renderer.voice.espeak;

import dev.vignette.renderer.voice.ChineseMyriads;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Arabic numerals in Chinese text, written out as they are read: amounts by myriads (25 → 二十五, 10 500 → 一万零五百), years and
 * telephone numbers digit by digit, percentages, decimals, times of day, two of something (两个).
 */
final class ChineseNumbers {
    /** Words after which "2" is 两; ordinals and dates (2月, 2号, 2楼) stay 二. */
    private static final String MEASURES = "个位只条本张次天周种件家名块杯台辆部小点岁分句首颗双套份倍口头座间斤米元";

    private static final Pattern GROUPED = Pattern.compile("(?<=\\d)[,，](?=\\d{3}(?!\\d))");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(\\d{4}|\\d{2})(?=\\s?年)(?!\\s?年[内前后来间以的多])");
    private static final Pattern CLOCK = Pattern.compile("(?<![\\d:：])(\\d{1,2})[:：](\\d{2})(?![\\d:：])");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?[%％]");
    private static final Pattern TWO = Pattern.compile("(?<![\\d.])2(?=\\s?[" + MEASURES + "])(?!\\s?[分点]之)");
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\.(\\d+))?");

    private ChineseNumbers() {}

    /** {@code text} without Arabic numerals. */
    static String spellOut(String text) {
        String spelt = GROUPED.matcher(text).replaceAll("");
        spelt = CLOCK.matcher(spelt).replaceAll(ChineseNumbers::clock);
        spelt = YEAR.matcher(spelt)
                .replaceAll(m -> m.group(1).length() == 4 ? ChineseMyriads.eachDigit(m.group(1)) : amount(m.group(1)));
        spelt = PERCENT.matcher(spelt).replaceAll(m -> "百分之" + number(m.group(1)));
        spelt = TWO.matcher(spelt).replaceAll("两");
        return NUMBER.matcher(spelt).replaceAll(ChineseNumbers::number);
    }

    private static String clock(MatchResult m) {
        int hour = Integer.parseInt(m.group(1));
        int minute = Integer.parseInt(m.group(2));
        if (hour > 24 || minute > 59) {
            return number(m.group(1)) + "比" + number(m.group(2));
        }
        String minutes = minute == 0 ? "" : (minute < 10 ? "零" : "") + amount(Integer.toString(minute)) + "分";
        return (hour == 2 ? "两" : amount(m.group(1))) + "点" + minutes;
    }

    private static String number(MatchResult m) {
        return (m.group(1).isEmpty() ? "" : "负")
                + number(m.group(3) == null ? m.group(2) : m.group(2) + "." + m.group(3));
    }

    private static String number(String arabic) {
        int point = arabic.indexOf('.');
        return point < 0
                ? amount(arabic)
                : amount(arabic.substring(0, point)) + "点" + ChineseMyriads.eachDigit(arabic.substring(point + 1));
    }

    /** A whole number: by myriads, or digit by digit if it begins with 0, is a mobile number (11 digits from 1) or very long. */
    static String amount(String arabic) {
        boolean code = (arabic.length() > 1 && arabic.startsWith("0"))
                || (arabic.length() == 11 && arabic.startsWith("1"))
                || arabic.length() > ChineseMyriads.MOST_DIGITS;
        if (code || arabic.equals("0")) {
            return ChineseMyriads.eachDigit(arabic);
        }
        return ChineseMyriads.read(
                arabic,
                (digit, place, first) -> digit == 1 && place % 4 == 1 && first ? "" : ChineseMyriads.word(digit));
    }
}

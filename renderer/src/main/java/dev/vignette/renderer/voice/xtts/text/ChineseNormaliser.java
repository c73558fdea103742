package dev.vignette.renderer.voice.xtts.text;

import dev.vignette.renderer.voice.ChineseMyriads;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Numbers in Chinese text, in characters, and all punctuation as commas (specification §2.3): not how one would read them best, but
 * how the model's texts were made.
 */
final class ChineseNormaliser {
    private static final String MEASURES = "匹张座回场尾条个首阙阵网炮顶丘棵只支袭辆挑担颗壳窠曲墙群腔砣客贯扎捆刀令打手罗坡山岭江溪钟队单双对出口头脚板跳枝件贴"
            + "针线管名位身堂课本页家户层丝毫厘分钱两斤铢石钧锱忽克寸尺丈里寻常铺程米撮勺合升斗盘碗碟叠桶笼盆盒杯斛锅簋篮罐瓶壶卮盏箩箱煲啖袋钵"
            + "年月日季刻时周天秒旬纪岁世更夜春夏秋冬代伏辈丸泡粒幢堆根道面片块次届部级楼度";

    private static final Pattern YEAR = Pattern.compile("((?:19|20)?\\d{2})年");
    private static final Pattern MONTH = Pattern.compile("(?<!\\d)(0?[1-9]|1[0-2])月");
    private static final Pattern DAY = Pattern.compile("(?<!\\d)([12]\\d|3[01]|0?[1-9])([日号])");
    private static final Pattern MONEY = Pattern.compile("(\\d+(?:\\.\\d+)?)([多余几]?(?:[亿万千百]*)[元块角毛分])");
    private static final Pattern MOBILE =
            Pattern.compile("(?<!\\d)(?:\\+?86 ?)?(1(?:[38]\\d|5[0-35-9]|7\\d|9[189])\\d{8})(?!\\d)");
    private static final Pattern LANDLINE =
            Pattern.compile("(?<!\\d)(0(?:10|2[1-3]|[3-9]\\d{2})-?[1-9]\\d{6,7})(?!\\d)");
    private static final Pattern FRACTION = Pattern.compile("(\\d+)/(\\d+)");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)[%％]");
    private static final Pattern MEASURED =
            Pattern.compile("(\\d+(?:\\.\\d+)?)([多余几]?[" + MEASURES + "]|[多余几]?千克|[多余几]?公里|[多余几]?小时|[多余几]?分钟)");
    private static final Pattern CODE = Pattern.compile("\\d{4,32}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern LETTERS_TWO = Pattern.compile("([a-zA-Z]+)二([a-zA-Z]+)");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}&&[^+=<>|~`^]]");

    private ChineseNormaliser() {}

    static String normalise(String text) {
        String spelt = YEAR.matcher(text).replaceAll(m -> ChineseMyriads.eachDigit(m.group(1)) + "年");
        spelt = MONTH.matcher(spelt).replaceAll(m -> cardinal(m.group(1)) + "月");
        spelt = DAY.matcher(spelt).replaceAll(m -> cardinal(m.group(1)) + m.group(2));
        spelt = replaced(MONEY, spelt, m -> number(m.group(1)) + m.group(2));
        spelt = replaced(MOBILE, spelt, m -> ChineseMyriads.eachDigit(m.group(1)));
        spelt = replaced(LANDLINE, spelt, m -> ChineseMyriads.eachDigit(m.group(1)));
        spelt = replaced(FRACTION, spelt, m -> cardinal(m.group(2)) + "分之" + cardinal(m.group(1)));
        spelt = replaced(PERCENT, spelt, m -> "百分之" + number(m.group(1)));
        spelt = replaced(MEASURED, spelt, m -> number(m.group(1)) + m.group(2));
        spelt = replaced(CODE, spelt, m -> ChineseMyriads.eachDigit(m.group()));
        spelt = replaced(NUMBER, spelt, m -> number(m.group()));
        spelt = LETTERS_TWO.matcher(spelt).replaceAll("$12$2");
        return PUNCTUATION.matcher(spelt).replaceAll(",");
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> words) {
        return pattern.matcher(text).replaceAll(words);
    }

    private static String number(String written) {
        int point = written.indexOf('.');
        return point < 0
                ? cardinal(written)
                : cardinal(written.substring(0, point)) + "点" + ChineseMyriads.eachDigit(written.substring(point + 1));
    }

    /** By myriads: 二 alone, 两 before 百, 千 and 万 where it begins a number or follows a unit, 十 without 一 at the beginning. */
    static String cardinal(String written) {
        String digits = written.replaceFirst("^0+(?=\\d)", "");
        if (digits.length() > ChineseMyriads.MOST_DIGITS) {
            return ChineseMyriads.eachDigit(digits);
        }
        if (digits.equals("0")) {
            return "零";
        }
        return ChineseMyriads.read(digits, (digit, place, first) -> digit(digit, place, first, digits.length()));
    }

    private static String digit(int digit, int place, boolean first, int length) {
        if (digit == 1 && place % 4 == 1 && first) {
            return "";
        }
        boolean beforeUnit = place % 4 >= 2 || (place % 4 == 0 && place > 0 && first && length == place + 1);
        return digit == 2 && beforeUnit ? "两" : ChineseMyriads.word(digit);
    }
}

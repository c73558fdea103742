package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.util.Map;
import java.util.regex.MatchResult;

/** Mandarin: years digit by digit, 两 before measure words, 幺 in telephone numbers, 百分之 before the number. */
final class ChineseVerbaliser extends Verbaliser {
    private static final String NUM = "(\\d{1,3}(?:,\\d{3}){1,9}(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)";
    private static final String NOT_AFTER_LATIN = "(?<![A-Za-z\\d_])(?<!\\d[.,])";
    private static final String NOT_BEFORE_LATIN = "(?![A-Za-z\\d_])(?![.,]\\d)";
    private static final String RANGE = "\\s?[-–—~～至]\\s?";
    private static final String MEASURE = "(?:个|只|本|张|条|位|年(?!级|代)|天|小时|次|种|件|块|元|点|岁|杯|台|辆|家|名|分钟|秒|周|倍|斤"
            + "|公里|公斤|米|克|升|万|亿|千|人|份|句|封|瓶|片|层|遍|顿|双|对|盘|口|头|匹|座|间|套|部|首|篇|步|组|场|项|星期|美元|欧元|英镑|日元|厘米|毫米|毫升)";
    private static final String HALF_DAY = "(?:\\s?([aApP])\\.?[mM]\\b\\.?)?";
    private static final Map<String, String> MONEY = Map.of(
            "¥", "元", "￥", "元", "CNY", "元", "RMB", "元", "$", "美元", "US$", "美元", "USD", "美元", "€", "欧元", "£", "英镑");
    private static final String CARDINAL = "%spellout-cardinal";
    /** Says 两千 and 两万 instead of 二千 and 二万; and 两 for a lone 2, which is only right before measure words. */
    private static final String COLLOQUIAL = "%spellout-cardinal-alternate2";

    private final Numerals numerals = new Numerals(Language.CHINESE, CARDINAL, "点", "");

    ChineseVerbaliser() {
        identifiers();
        datesAndTimes();
        quantities();
        numbers();
        symbols();
    }

    private void identifiers() {
        rule(
                "(?<![\\da-zA-Z])(?=[0-9a-f-]{0,40}[0-9])(?=[0-9a-f-]{0,40}[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,})(?![\\da-zA-Z])",
                Phrases.in(Language.CHINESE).say("identifier"));
        rule(
                "(?<![A-Za-z\\d])(?:\\+?86[ -]?)?(1[3-9]\\d)[ -]?(\\d{4})[ -]?(\\d{4})(?![A-Za-z\\d])",
                m -> dialled(m.group(1)) + "，" + dialled(m.group(2)) + "，" + dialled(m.group(3)));
        rule(
                "(?<![A-Za-z\\d])(0\\d{2,3}|400|800)-(\\d{3,4})-?(\\d{3,4})(?![A-Za-z\\d])",
                m -> dialled(m.group(1)) + "，" + dialled(m.group(2) + m.group(3)));
        rule("(?<=拨打|拨|打|电话)\\s?(\\d{3,6})(?!\\d)", m -> dialled(m.group(1)));
        rule("(?:版本)?(?<![A-Za-z\\d])[vV](\\d+(?:\\.\\d+){0,5})" + NOT_BEFORE_LATIN, m -> "版本" + parts(m.group(1)));
        rule(NOT_AFTER_LATIN + "(\\d+(?:\\.\\d+){2,5})" + NOT_BEFORE_LATIN, m -> parts(m.group(1)));
        rule(
                "(?<=[A-Za-z\\d_-])\\.(?=(?:com|org|net|io|dev|ai|app|edu|gov|co|cn|js|ts|py|md|xml|json|java|txt|pdf|html|csv|zip|yml|yaml)(?![A-Za-z]))",
                "点");
    }

    private void datesAndTimes() {
        rule(
                NOT_AFTER_LATIN + "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[T ](?=\\d{1,2}:\\d{2}))?(?!\\d)",
                m -> isDate(number(m, 1), number(m, 3), number(m, 4))
                        ? year(m.group(1)) + words(m.group(3)) + "月" + words(m.group(4)) + "日"
                        : m.group());
        rule("(?<!\\d)(\\d{4})" + RANGE + "(\\d{4})\\s?年", m -> numerals.digits(m.group(1)) + "到" + year(m.group(2)));
        rule("(?<!\\d)([12]\\d{3})\\s?年", m -> year(m.group(1)));
        rule("(?<![\\d:.])(\\d{1,2})[:：](\\d{2})(?:[:：]\\d{2})?" + HALF_DAY + "(?![\\d:])", this::time);
    }

    private void quantities() {
        rule(
                "(US\\$|[¥￥$€£])\\s?" + NUM + "(万|亿|千|百万)?",
                m -> counted(m.group(2), !group(m, 3).isEmpty() || m.group(2).equals("2"))
                        + group(m, 3)
                        + MONEY.getOrDefault(m.group(1), "元"));
        rule(
                NOT_AFTER_LATIN + NUM + "(万|亿)?\\s?(€|£|USD|CNY|RMB)(?![A-Za-z])",
                m -> counted(m.group(1), true) + group(m, 2) + MONEY.getOrDefault(m.group(3), "元"));
        rule(
                NOT_AFTER_LATIN + "(-?)" + NUM + "(?:%?" + RANGE + NUM + ")?\\s?%",
                m -> (m.group(1).isEmpty() ? "" : "负") + "百分之" + words(m.group(2))
                        + (m.group(3) == null ? "" : "到百分之" + words(m.group(3))));
        rule(
                "(?<![A-Za-z\\d])(-?)" + NUM + "\\s?°(?:\\s?([CF](?![A-Za-z])))?",
                m -> (m.group(1).isEmpty() ? "" : "零下")
                        + words(m.group(2))
                        + (m.group(3) == null ? "度" : m.group(3).equals("C") ? "摄氏度" : "华氏度"));
        rule(
                NOT_AFTER_LATIN + NUM + "(?:" + RANGE + NUM + ")? ?" + Unit.SYMBOLS + "(?![A-Za-z\\d²³/])",
                m -> (m.group(2) == null ? counted(m.group(1), true) : words(m.group(1)) + "到" + words(m.group(2)))
                        + Unit.of(m.group(3)).chinese());
    }

    private void numbers() {
        rule("(?:\\bNo\\.|[#№])\\s?(\\d{1,4})(?!\\d)", m -> "第" + words(m.group(1)));
        rule(
                "(?<![A-Za-z\\d.,/])(?:(\\d+) )?(\\d{1,2})/(\\d{1,3})" + NOT_BEFORE_LATIN + "(?!/)",
                m -> number(m, 2) > 0 && number(m, 2) < number(m, 3)
                        ? (m.group(1) == null ? "" : words(m.group(1)) + "又") + words(m.group(3)) + "分之"
                                + words(m.group(2))
                        : m.group());
        rule(
                NOT_AFTER_LATIN + "(\\d+\\.\\d+)/(\\d+)" + NOT_BEFORE_LATIN,
                m -> words(m.group(1)) + "，满分" + words(m.group(2)));
        rule("(?<![\\d:])(\\d{1,3})\\s?[:：]\\s?(\\d{1,3})(?![\\d:])", m -> words(m.group(1)) + "比" + words(m.group(2)));
        rule("(?<=\\d)\\s*[×*·xX]\\s*(?=-?\\d)", "乘以");
        rule("(?<=\\d)\\s*÷\\s*(?=-?\\d)|(?<=\\d)\\s*/\\s*(?=\\d+[.\\d]*\\s*=)", "除以");
        rule("(?<=\\d)\\s*\\+\\s*(?=-?\\d)", "加");
        rule("(?<=\\d)\\s*-\\s*(?=\\d+[.\\d]*\\s*=)", "减");
        rule("(?<=[\\p{L}\\d])\\s*=\\s*(?=-?[\\p{L}\\d])", "等于");
        rule("[~≈～]\\s?(?=\\d)", "大约");
        rule("≥\\s?(?=\\d)", "至少");
        rule("≤\\s?(?=\\d)", "至多");
        rule("(?<![-=<>])<\\s?(?=\\d)", "小于");
        rule("(?<![-=<>])>\\s?(?=\\d)", "大于");
        rule(
                "(?<![A-Za-z\\d])" + NUM + RANGE + NUM + NOT_BEFORE_LATIN,
                m -> words(m.group(1)) + "到" + words(m.group(2)));
        rule("第\\s?(\\d{1,9})(?!\\d)", m -> "第" + words(m.group(1)));
        rule("(?<=[A-Za-z])-(?=\\d)", " ");
        rule("(?<![A-Za-z\\d.])2\\s?(?=" + MEASURE + ")", "两");
        rule("(?<![\\p{L}\\d)])-" + NUM + NOT_BEFORE_LATIN, m -> "负" + words(m.group(1)));
        rule("(?<=\\p{IsHan}) ?" + NOT_AFTER_LATIN + NUM + " ?(?=\\p{IsHan})", m -> words(m.group(1)));
        rule(NOT_AFTER_LATIN + NUM + NOT_BEFORE_LATIN, m -> words(m.group(1)));
    }

    private void symbols() {
        rule("\\s*&\\s*", "和");
        rule("(?<=\\p{IsHan})\\s?/\\s?(?=[年月周天日人次个]|小时|分钟|秒)", "每");
        rule("(?<=\\p{IsHan})\\s?/\\s?(?=\\p{IsHan})", "或");
        rule("(?<=[\\p{L}\\d])/(?=[\\p{L}\\d])", " ");
        rule("(?<=\\p{IsHan})\\+(?=\\p{IsHan})", "加");
        rule("²", "平方");
        rule("³", "立方");
        rule("°", "度");
        rule("@", " ");
    }

    private String time(MatchResult m) {
        int hour = number(m, 1);
        int minute = number(m, 2);
        if (hour > 24 || minute > 59) {
            return m.group();
        }
        String half = group(m, 3).equalsIgnoreCase("a") ? "上午" : group(m, 3).equalsIgnoreCase("p") ? "下午" : "";
        String minutes = minute == 0 ? "" : (minute < 10 ? "零" : "") + words(Integer.toString(minute)) + "分";
        return half + (hour == 2 ? "两" : words(Integer.toString(hour))) + "点" + minutes;
    }

    private String year(String year) {
        return numerals.digits(year) + "年";
    }

    private String dialled(String digits) {
        return numerals.digits(digits).replace('一', '幺');
    }

    private String parts(String dotted) {
        return numerals.parts(dotted, "点");
    }

    private String counted(String number, boolean measured) {
        return measured && number.equals("2") ? "两" : words(number);
    }

    private String words(String number) {
        String plain = number.replace(",", "");
        return numerals.cardinal(plain, plain.length() >= 4 && !plain.contains(".") ? COLLOQUIAL : CARDINAL);
    }
}

package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 零",
        "7, 七",
        "10, 十",
        "12, 十二",
        "20, 二十",
        "25, 二十五",
        "100, 一百",
        "101, 一百零一",
        "110, 一百一十",
        "1000, 一千",
        "1010, 一千零一十",
        "10000, 一万",
        "10500, 一万零五百",
        "100000, 十万",
        "1000001, 一百万零一",
        "120034, 十二万零三十四",
        "100000000, 一亿",
        "1000000001, 十亿零一",
        "123456789, 一亿二千三百四十五万六千七百八十九"
    })
    void amounts(String arabic, String read) {
        assertThat(ChineseNumbers.spellOut(arabic)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026年          | 二零二六年
            98年            | 九十八年
            2年前           | 二年前
            2个人           | 两个人
            2月2号          | 二月二号
            22个            | 二十二个
            3.14            | 三点一四
            50%             | 百分之五十
            -5度            | 负五度
            8:05            | 八点零五分
            14:30           | 十四点三十分
            2:00            | 两点
            1,234,567元     | 一百二十三万四千五百六十七元
            13812345678     | 一三八一二三四五六七八
            007             | 零零七
            """)
    void numbersInText(String text, String read) {
        assertThat(ChineseNumbers.spellOut(text)).isEqualTo(read);
    }

    @Test
    void everyNumberUpToAMillionReadsBack() {
        for (int n = 1; n < 1_000_000; n += 37) {
            assertThat(parse(ChineseNumbers.amount(Integer.toString(n)))).isEqualTo(n);
        }
    }

    /** The grammar read the other way, independently of how it was written. */
    private static int parse(String read) {
        int myriad = read.indexOf('万');
        return myriad < 0 ? small(read) : 10_000 * small(read.substring(0, myriad)) + small(read.substring(myriad + 1));
    }

    private static int small(String read) {
        int sum = 0;
        int digit = 0;
        for (int i = 0; i < read.length(); i++) {
            char c = read.charAt(i);
            int place = "十百千".indexOf(c);
            if (place >= 0) {
                sum += (int) Math.pow(10, place + 1) * (digit == 0 ? 1 : digit);
                digit = 0;
            } else {
                digit = "零一二三四五六七八九".indexOf(c);
            }
        }
        return sum + digit;
    }
}

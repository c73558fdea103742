package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            你好            | ni3 hao3
            银行            | yin2 hang2
            行走            | xing2 zou3
            银行行长        | yin2 hang2 hang2 zhang3
            他长大了        | ta1 zhang3 da4 le5
            头发很长        | tou2 fa5 hen3 chang2
            重庆很重要      | chong2 qing4 hen3 zhong4 yao4
            了解            | liao3 jie3
            好了            | hao3 le5
            看着我          | kan4 zhe5 wo3
            别着急          | bie2 zhao2 ji2
            睡着了          | shui4 zhao2 le5
            跑得快          | pao3 de5 kuai4
            得到            | de2 dao4
            我得走了        | wo3 dei3 zou3 le5
            慢慢地走        | man4 man4 de5 zou3
            地方            | di4 fang5
            还有还书        | hai2 you3 huan2 shu1
            音乐和快乐      | yin1 yue4 he2 kuai4 le4
            觉得睡觉        | jue2 de5 shui4 jiao4
            绿色            | lv4 se4
            女儿            | nv3 er2
            买东西          | mai3 dong1 xi5
            """)
    void polyphonesFollowTheirWords(String text, String pinyin) {
        assertThat(ChineseReading.pinyin(text)).isEqualTo(pinyin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            不对      | bu2 dui4
            不好      | bu4 hao3
            好不好    | hao3 bu5 hao3
            我不      | wo3 bu4
            一个      | yi2 ge4
            一起      | yi4 qi3
            一天      | yi4 tian1
            看一看    | kan4 yi5 kan4
            第一      | di4 yi1
            十一点    | shi2 yi1 dian3
            一月一号  | yi1 yue4 yi1 hao4
            """)
    void toneSandhiOfOneAndNot(String text, String pinyin) {
        assertThat(ChineseReading.pinyin(text)).isEqualTo(pinyin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            你好，世界！     | ni3 hao3, shi4 jie4!
            是吗？           | shi4 ma5?
            “好”（的）。     | hao3, de5,.
            我25岁           | wo3 er4 shi2 wu3 sui4
            今天 25℃         | jin1 tian1 er4 shi2 wu3 she4 shi4 du4
            """)
    void punctuationAndNumbersAreRead(String text, String pinyin) {
        assertThat(ChineseReading.pinyin(text)).isEqualTo(pinyin);
    }
}

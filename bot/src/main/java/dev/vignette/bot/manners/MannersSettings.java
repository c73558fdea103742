package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot behaves on all chat platforms; everything under {@code vignette.chat}. People, servers and admins are named as
 * {@code telegram:12345}.
 *
 * @param writtenAnswer form of the answer to a written message where nobody has chosen; spoken ones are answered by films
 * @param joinWithin messages of one person that follow each other so soon are answered together
 * @param operator who runs this bot, as {@code /about} tells people; a name, an address, a link
 * @param allowed people and servers that are answered; empty for everybody
 * @param denied people and servers that are not
 * @param admins people who may use admin commands everywhere and have no quota
 * @param openPerPerson messages of one person that may be unanswered at once
 * @param personMessages messages per person and hour; 0 for no limit
 * @param serverMessages messages per server and hour; 0 for no limit
 * @param personRender engine time per person and day; zero for no limit
 * @param serverRender engine time per server and day; zero for no limit
 */
@ConfigurationProperties("vignette.chat")
public record MannersSettings(
        @DefaultValue("text") AnswerForm writtenAnswer,
        @DefaultValue("1500ms") Duration joinWithin,
        @DefaultValue("") String operator,
        @DefaultValue Set<String> allowed,
        @DefaultValue Set<String> denied,
        @DefaultValue Set<String> admins,
        @DefaultValue("10") int openPerPerson,
        @DefaultValue("60") int personMessages,
        @DefaultValue("600") int serverMessages,
        @DefaultValue("20m") Duration personRender,
        @DefaultValue("2h") Duration serverRender) {
    public MannersSettings {
        if (openPerPerson < 1 || personMessages < 0 || serverMessages < 0) {
            throw new IllegalArgumentException(
                    "vignette.chat.open-per-person is at least 1; messages per hour are 0 (no limit) or more.");
        }
        if (personRender.isNegative() || serverRender.isNegative() || joinWithin.isNegative()) {
            throw new IllegalArgumentException("Times under vignette.chat are not negative.");
        }
    }
}

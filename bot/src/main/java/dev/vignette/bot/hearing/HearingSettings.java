package dev.vignette.bot.hearing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How voice notes are heard; all under {@code vignette.hearing}.
 *
 * @param model {@code auto} for the installed model that suits the machine, the id of a model, or {@code none}
 * @param deadline from the start of hearing to the transcript
 */
@ConfigurationProperties("vignette.hearing")
record HearingSettings(
        @DefaultValue("auto") String model,
        @DefaultValue("60s") Duration deadline) {
    static final String AUTO = "auto";
    static final String NONE = "none";

    HearingSettings {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("vignette.hearing.deadline must be positive.");
        }
    }
}

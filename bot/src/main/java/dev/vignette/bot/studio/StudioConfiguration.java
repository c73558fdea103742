package dev.vignette.bot.studio;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipStore;
import dev.vignette.renderer.voice.enrolment.SampleCheck;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the studio, over those of the installation. */
@Configuration(proxyBeanMethods = false)
class StudioConfiguration {

    @Bean
    OwnAvatars ownAvatars(
            Settings settings, Cast cast, ClipStore clips, VoiceNotes notes, ObjectProvider<InstantSource> clock) {
        ConsentLedger ledger = new ConsentLedger(settings.consent(), clock.getIfAvailable(InstantSource::system));
        return new OwnAvatars(settings.home().resolve("avatars"), cast, ledger, clips, notes);
    }

    @Bean
    Sitting sitting(Engines engines) {
        return new Sitting(engines, new SampleCheck(Optional.empty()));
    }

    @Bean
    Posters posters(ClipStore clips) {
        return new Posters(clips);
    }
}

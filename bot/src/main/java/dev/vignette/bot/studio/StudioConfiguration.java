package dev.vignette.bot.studio;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipStore;
import dev.vignette.inference.models.ModelStore;
import dev.vignette.renderer.voice.enrolment.SampleCheck;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the studio, over those of the installation. */
@Configuration(proxyBeanMethods = false)
class StudioConfiguration {

    @Bean
    OwnAvatars ownAvatars(
            Settings settings,
            Cast cast,
            ClipStore clips,
            VoiceNotes notes,
            VoiceLending lending,
            ObjectProvider<InstantSource> clock) {
        ConsentLedger ledger = new ConsentLedger(settings.consent(), clock.getIfAvailable(InstantSource::system));
        return new OwnAvatars(settings.home().resolve("avatars"), cast, ledger, clips, notes, lending);
    }

    @Bean
    SpeakerModel speakerModel(ModelStore models) {
        return new SpeakerModel(models);
    }

    @Bean
    Sitting sitting(Engines engines, SpeakerModel ear) {
        return new Sitting(engines, new SampleCheck(ear));
    }

    @Bean
    VoiceEnrolment voiceEnrolment(
            OwnAvatars avatars, Engines engines, SpeakerModel ear, ObjectProvider<InstantSource> clock) {
        Executor worker = work -> Thread.ofVirtual().name("voice-enrolment").start(work);
        return new VoiceEnrolment(avatars, engines, ear, clock.getIfAvailable(InstantSource::system), worker);
    }

    @Bean
    Posters posters(ClipStore clips) {
        return new Posters(clips);
    }
}

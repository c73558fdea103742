package dev.vignette.bot.film;

import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.turn.Films;
import dev.vignette.clip.ClipStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The port that turns are filmed through. */
@Configuration(proxyBeanMethods = false)
class FilmConfiguration {
    @Bean
    Films films(ClipService clips, Engines engines, ClipStore store, VoiceNotes notes) {
        return new ClipFilms(clips, engines, new ClipFiles(store, notes));
    }
}

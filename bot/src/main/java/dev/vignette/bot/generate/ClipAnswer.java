package dev.vignette.bot.generate;

import dev.vignette.clip.Clip;
import java.util.List;
import java.util.Map;

/**
 * A clip, and how it came about.
 *
 * @param cached whether it was in the store already
 * @param spokenText what is said in it
 * @param shortened whether something was left out to keep to a length
 * @param remarks what whoever asked should know about a new film, in whole sentences
 * @param timings milliseconds by stage: {@code total} from the request on and, for a new film, {@code queue},
 *     {@code voice}, {@code face}, {@code film} and {@code store}; stages overlap
 */
public record ClipAnswer(
        Clip clip,
        boolean cached,
        String spokenText,
        boolean shortened,
        List<String> remarks,
        Map<String, Double> timings) {}

package dev.vignette.bot.engines;

import dev.vignette.renderer.voice.CloningVoice;
import java.util.List;

/**
 * The voices with which people can be enrolled now.
 *
 * @param voices in order of preference
 * @param complete whether these are all that are installed; if not, one of them cannot be opened, or is still on its way
 */
public record Enrollers(List<CloningVoice> voices, boolean complete) {
    public Enrollers {
        voices = List.copyOf(voices);
    }
}

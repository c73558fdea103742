package dev.vignette.renderer.voice.qwen.prompt;

import java.util.List;

/**
 * A recording with its words, to go on from in the same voice.
 *
 * @param text ids of the words
 * @param frames codes of the sound, one list for each 80 ms
 */
public record Reference(List<Integer> text, List<List<Integer>> frames) {
    public Reference {
        text = List.copyOf(text);
        frames = frames.stream().map(List::copyOf).toList();
    }
}

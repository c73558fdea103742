package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.InferenceException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The vectors of text ids and audio codes, and those of their positions, which are added. Immutable.
 *
 * @param text vectors of the ids
 * @param textPositions vectors of the places in a text, from its start
 * @param audio vectors of the codes
 * @param audioPositions vectors of the places in speech, from its start
 */
public record Embeddings(Npy text, Npy textPositions, Npy audio, Npy audioPositions) {

    static Embeddings read(Path directory, XttsMetadata metadata) {
        Embeddings tables = new Embeddings(
                Npy.read(XttsFile.TEXT.in(directory)),
                Npy.read(XttsFile.TEXT_POSITIONS.in(directory)),
                Npy.read(XttsFile.AUDIO.in(directory)),
                Npy.read(XttsFile.AUDIO_POSITIONS.in(directory)));
        boolean fit = Stream.of(tables.text, tables.textPositions, tables.audio, tables.audioPositions)
                .allMatch(table -> table.columns() == metadata.width());
        if (!fit || metadata.startAudio() >= tables.codes() || metadata.stopAudio() >= tables.codes()) {
            throw new InferenceException("The tables in " + directory
                    + " do not belong to its networks. Convert the model again: vignette models convert xtts");
        }
        return tables;
    }

    /** How many audio codes there are, start and stop among them. */
    public int codes() {
        return audio.rows();
    }

    /** Longest text in ids, start and stop among them. */
    public int longestText() {
        return textPositions.rows();
    }

    /** Most codes that can follow the start, with three to spare as in the reference. */
    public int mostCodes() {
        return audioPositions.rows() - 6;
    }

    /**
     * What the transformer is given first (specification §5.1).
     *
     * @param latents of the person, row by row
     * @param ids of the text, with start and stop
     * @param startAudio the code that begins speech
     */
    public float[] prompt(float[] latents, int[] ids, int startAudio) {
        int width = text.columns();
        float[] rows = new float[latents.length + (ids.length + 1) * width];
        System.arraycopy(latents, 0, rows, 0, latents.length);
        for (int i = 0; i < ids.length; i++) {
            int at = latents.length + i * width;
            text.addRow(ids[i], rows, at);
            textPositions.addRow(i, rows, at);
        }
        int last = rows.length - width;
        audio.addRow(startAudio, rows, last);
        audioPositions.addRow(0, rows, last);
        return rows;
    }

    /** The vector of a code at a place; the start is at 0. */
    public float[] code(int code, int position) {
        float[] row = new float[audio.columns()];
        audio.addRow(code, row, 0);
        audioPositions.addRow(position, row, 0);
        return row;
    }
}

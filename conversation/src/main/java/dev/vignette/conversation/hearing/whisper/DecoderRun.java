package dev.vignette.conversation.hearing.whisper;

/** Writing about one window of sound, token by token. States are values: one can be extended again and again. */
interface DecoderRun {
    /** What the decoder remembers after some tokens. */
    interface State {}

    /**
     * The state after a whole prompt.
     *
     * @param row a position in the prompt
     * @param atRow takes the logits of what could follow there
     * @param last takes the logits of what could follow the prompt
     */
    State begin(int[] prompt, int row, float[] atRow, float[] last);

    /** The state after one more token; {@code logits} takes those of what could follow it. */
    State extend(State before, int token, float[] logits);

    /** Frees what only this state holds; states made from it stay usable. */
    void release(State state);
}

package dev.vignette.conversation.speakable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reasoning that thinking models leave in their answers: {@code <think>…</think>}, an unclosed {@code <think>} (the
 * tokens ran out), a lone {@code </think>} (the template had opened it), and the control tokens of chat templates.
 */
public final class Reasoning {
    private static final String TAG = "(?:think|thinking|thought|reasoning|reflection)";
    private static final Pattern CLOSED =
            Pattern.compile("<" + TAG + "\\b[^>]*>.*?</" + TAG + "\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CLOSE = Pattern.compile("</" + TAG + "\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPEN = Pattern.compile("<" + TAG + "\\b[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN = Pattern.compile("<\\|[\\w ▁.-]{1,40}\\|>|</?s>|\\[/?INST]|<</?SYS>>");

    private Reasoning() {}

    /** Only what was meant for the reader, stripped of white space at both ends; empty if nothing was. */
    public static String strip(String modelText) {
        String text = CLOSED.matcher(modelText).replaceAll(" ");
        int end = -1;
        Matcher close = CLOSE.matcher(text);
        while (close.find()) {
            end = close.end();
        }
        text = end < 0 ? text : text.substring(end);
        Matcher open = OPEN.matcher(text);
        if (open.find()) {
            text = text.substring(0, open.start());
        }
        return TOKEN.matcher(text).replaceAll("").strip();
    }
}

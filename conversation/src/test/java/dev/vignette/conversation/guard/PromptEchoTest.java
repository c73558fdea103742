package dev.vignette.conversation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptEchoTest {
    private static final String PROMPT =
            "You are Mia, a friendly guide. You speak aloud in a short video, in plain spoken "
                    + "sentences, without lists, headings, code or links. Answer in at most two sentences.";

    @Test
    void recitingIsFound() {
        assertThat(PromptEcho.recites("Sure! My rules: " + PROMPT, PROMPT)).isTrue();
        assertThat(PromptEcho.recites(
                        "you SPEAK aloud — in a short video; in plain spoken sentences without lists", PROMPT))
                .isTrue();
        assertThat(PromptEcho.recites("你是一个友好的向导，请用简短自然的口语句子回答问题。", "你是一个友好的向导，请用简短自然的口语句子回答问题。"))
                .isTrue();
    }

    @Test
    void answeringIsNot() {
        assertThat(PromptEcho.recites("I am Mia, and I speak in short videos. How can I help?", PROMPT))
                .isFalse();
        assertThat(PromptEcho.recites("", PROMPT)).isFalse();
        assertThat(PromptEcho.recites("Be kind.", "Be kind.")).isFalse();
    }
}

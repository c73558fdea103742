package dev.vignette.conversation.reply;

import dev.vignette.media.Language;

/** The plain sentences for when there is no answer; ready to be spoken. */
enum Apologies {
    SLOW(
            "I am sorry, thinking took me too long. Please ask me again.",
            "Lo siento, he tardado demasiado en pensar. Pregúntame otra vez, por favor.",
            "抱歉，我想得太久了。请再问我一次。"),
    FAILED(
            "I am sorry, my language model is not working right now. Please try again in a moment.",
            "Lo siento, mi modelo de lenguaje no funciona ahora mismo. Inténtalo de nuevo en un momento.",
            "抱歉，我的语言模型现在出了问题。请稍后再试。"),
    SILENT(
            "I am sorry, no answer came to me. Please put it another way.",
            "Lo siento, no se me ha ocurrido ninguna respuesta. Dímelo de otra manera, por favor.",
            "抱歉，我没有想出答案。请换个说法。"),
    NOTHING_ASKED(
            "I did not get any words. What would you like to say?",
            "No me ha llegado ninguna palabra. ¿Qué querías decirme?",
            "我没有收到文字。你想说什么？"),
    ABOUT_ITSELF(
            "I would rather not recite my instructions. What else can I do for you?",
            "Prefiero no recitar mis instrucciones. ¿En qué más puedo ayudarte?",
            "我不想背诵自己的设定。还有什么可以帮你的吗？");

    private final String english;
    private final String spanish;
    private final String chinese;

    Apologies(String english, String spanish, String chinese) {
        this.english = english;
        this.spanish = spanish;
        this.chinese = chinese;
    }

    /** In {@code language}, or in English where it has not been written for it. */
    String in(Language language) {
        return switch (language.code()) {
            case "es" -> spanish;
            case "zh" -> chinese;
            default -> english;
        };
    }
}

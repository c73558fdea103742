package dev.vignette.bot.reply;

import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.turn.Replies;
import dev.vignette.bot.turn.Reply;
import dev.vignette.bot.turn.ReplyDraft;
import dev.vignette.bot.turn.ReplyRequest;
import dev.vignette.conversation.reply.Answer;
import dev.vignette.conversation.reply.Question;
import dev.vignette.conversation.reply.ReplyEngine;
import dev.vignette.conversation.reply.ReplyListener;
import dev.vignette.media.Language;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Answers through the {@link ReplyEngine}, in the words of the avatar that was chosen. */
final class EngineReplies implements Replies {
    private final ReplyEngine engine;
    private final Cast cast;
    private final BiConsumer<TurnId, Answer> told;

    /** @param told hears of every answer */
    EngineReplies(ReplyEngine engine, Cast cast, BiConsumer<TurnId, Answer> told) {
        this.engine = engine;
        this.cast = cast;
        this.told = told;
    }

    @Override
    public Reply reply(ReplyRequest request, ReplyDraft draft) {
        Optional<Language> language = Language.find(request.language());
        Question question = new Question(
                TurnMemory.key(request.platform(), request.conversation()),
                request.text(),
                persona(request.persona()),
                request.spoken() ? language : Optional.empty(),
                language);
        Answer answer = engine.answer(question, new ReplyListener() {
            @Override
            public void text(String delta) {
                draft.grows(delta);
            }

            @Override
            public void restarted() {
                draft.restarts();
            }
        });
        told.accept(request.turn(), answer);
        return new Reply(
                answer.reply().text(),
                answer.reply().spoken().text(),
                answer.reply().language().code(),
                answer.provider());
    }

    private String persona(String avatar) {
        Cast.Member member = cast.find(avatar).orElse(cast.members().getFirst());
        return "You are " + member.name() + ". " + member.persona().strip();
    }
}

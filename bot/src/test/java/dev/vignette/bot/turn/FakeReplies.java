package dev.vignette.bot.turn;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers "Re: …" in two pieces, or what it was given to answer. */
public final class FakeReplies implements Replies {
    public final List<ReplyRequest> requests = new CopyOnWriteArrayList<>();
    final FailurePlan failures = new FailurePlan();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();

    public void answer(String text, Reply reply) {
        answers.put(text, reply);
    }

    @Override
    public Reply reply(ReplyRequest request, ReplyDraft draft) {
        requests.add(request);
        failures.check(request.text());
        Reply reply = answers.getOrDefault(request.text(), plain(request));
        int half = reply.full().length() / 2;
        draft.grows(reply.full().substring(0, half));
        draft.grows(reply.full().substring(half));
        return reply;
    }

    private static Reply plain(ReplyRequest request) {
        String text = "Re: " + request.text();
        return new Reply(text, text, request.language() == null ? "en" : request.language(), "fake");
    }
}

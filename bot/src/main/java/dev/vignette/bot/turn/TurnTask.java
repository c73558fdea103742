package dev.vignette.bot.turn;

/** The tasks that carry a turn on. A task's instance is the id of its turn, so each exists at most once per turn. */
enum TurnTask {
    /** {@link Hear}, {@link ComposeReply} and {@link DeliverText}, one after the other without a hop between them. */
    ANSWER("answer", NodePool.CHAT),
    /** Puts a film that could not be made back in line, after its pause. */
    QUEUE_FILM("queue-film", NodePool.CHAT),
    /** {@link RenderFilm}. */
    RENDER_FILM("render-film", NodePool.RENDER),
    /** {@link DeliverVoice}. */
    DELIVER_VOICE("deliver-voice", NodePool.CHAT),
    /** {@link DeliverClip}. */
    DELIVER_CLIP("deliver-clip", NodePool.CHAT),
    /** {@link DeliverNotice}. */
    DELIVER_NOTICE("deliver-notice", NodePool.CHAT),
    /** {@link Withdraw}. */
    WITHDRAW("withdraw", NodePool.CHAT);

    private final String taskName;
    private final NodePool pool;

    TurnTask(String taskName, NodePool pool) {
        this.taskName = taskName;
        this.pool = pool;
    }

    String taskName() {
        return taskName;
    }

    NodePool pool() {
        return pool;
    }
}

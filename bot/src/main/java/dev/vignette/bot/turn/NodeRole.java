package dev.vignette.bot.turn;

/** What a node does: {@code vignette.role}. */
public enum NodeRole {
    /** Everything, as on a single machine. */
    ALL(true, true),
    /** Takes messages, hears, replies and delivers; renders nothing. */
    CHAT(true, false),
    /** Renders. */
    RENDER(false, true);

    private final boolean chats;
    private final boolean renders;

    NodeRole(boolean chats, boolean renders) {
        this.chats = chats;
        this.renders = renders;
    }

    boolean works(NodePool pool) {
        return pool == NodePool.CHAT ? chats : renders;
    }
}

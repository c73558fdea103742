package dev.vignette.bot.turn;

/** Two kinds of work, each with its own table, scheduler and threads. */
enum NodePool {
    /** Hears, replies, delivers: waits for others most of the time. */
    CHAT("delivery_tasks"),
    /** Renders: keeps processors or a GPU busy. */
    RENDER("render_tasks");

    private final String table;

    NodePool(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}

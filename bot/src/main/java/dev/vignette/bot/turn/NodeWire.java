package dev.vignette.bot.turn;

/** Carries bells and events to the other nodes, without a promise: what is lost is found by polling and by reloading. */
interface NodeWire extends AutoCloseable {
    /** There are no other nodes. */
    NodeWire NONE = new NodeWire() {
        @Override
        public void ring(NodePool pool) {}

        @Override
        public void send(TurnEvent event) {}

        @Override
        public void start() {}

        @Override
        public void close() {}
    };

    void ring(NodePool pool);

    void send(TurnEvent event);

    /** Begins to listen. */
    void start();

    @Override
    void close();
}

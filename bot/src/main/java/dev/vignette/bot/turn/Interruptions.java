package dev.vignette.bot.turn;

/** Stops the work on turns that were cancelled, wherever the word comes from. */
final class Interruptions implements TurnListener {
    private final RunningWork running;

    Interruptions(RunningWork running) {
        this.running = running;
    }

    @Override
    public void on(TurnEvent event) {
        if (event instanceof TurnEvent.Moved moved && moved.state() == TurnState.CANCELLED) {
            running.interrupt(moved.turn());
        }
    }
}

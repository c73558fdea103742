package dev.vignette.bot.load;

import java.util.List;
import java.util.Map;

/** Many people on one platform, a fake of it, and what became of what they asked. Asked from one thread. */
public interface Crowd extends AutoCloseable {
    /** People of a crowd; those who write next are those who have not written for the longest time. */
    int PEOPLE = 300;

    /** Name as tables show it. */
    String platform();

    /** By which a service finds its way here. */
    Map<String, String> environment();

    /** What must not appear in any log. */
    List<String> secrets();

    /** Whether the bot is there. */
    boolean connected();

    /** Somebody writes, and is answered in writing. */
    void write(int number);

    /** Somebody has {@code text} said, and gets a film of it. */
    void say(int number, String text);

    /** The time from each event to its acknowledgement. */
    Stopwatch stopwatch();

    /** How it stands now. */
    Tally tally();

    @Override
    void close();
}

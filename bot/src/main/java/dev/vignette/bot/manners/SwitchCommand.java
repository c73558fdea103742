package dev.vignette.bot.manners;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** {@code /NAME [on|off]}: something that is on or off in a chat, set by those who run it. Without a word it is turned round. */
final class SwitchCommand implements ChatCommand {
    private static final String ON = "on";
    private static final String OFF = "off";

    private final Desk desk;
    private final String name;
    private final Predicate<Preferences> now;
    private final BiFunction<Preferences, Boolean, Preferences> change;

    private SwitchCommand(
            Desk desk, String name, Predicate<Preferences> now, BiFunction<Preferences, Boolean, Preferences> change) {
        this.desk = desk;
        this.name = name;
        this.now = now;
        this.change = change;
    }

    /** Whether the bot answers without being mentioned. */
    static SwitchCommand free(Desk desk) {
        return new SwitchCommand(desk, "free", Preferences::free, Preferences::withFree);
    }

    /** Whether the bot answers nobody until told otherwise. */
    static SwitchCommand quiet(Desk desk) {
        return new SwitchCommand(desk, "quiet", Preferences::quiet, Preferences::withQuiet);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean forAdmins() {
        return true;
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public List<Suggestion> suggestions(Caller caller, String language) {
        return List.of(new Suggestion(ON, ON), new Suggestion(OFF, OFF));
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Preferences changed = desk.preferences()
                .change(
                        Scope.CHAT,
                        call.caller(),
                        present -> change.apply(
                                present,
                                call.arguments().isEmpty()
                                        ? !now.test(present)
                                        : call.arguments().equalsIgnoreCase(ON)));
        return CommandAnswer.of(desk.say(name + (now.test(changed) ? ".on" : ".off"), call));
    }
}

package dev.vignette.bot.manners;

import java.util.function.BiFunction;
import java.util.function.Predicate;

/** {@code /NAME [on|off]}: something that is on or off in a chat, set by those who run it. Without a word it is turned round. */
final class SwitchCommand implements ChatCommand {
    private final Desk desk;
    private final String name;
    private final Predicate<Preferences> now;
    private final BiFunction<Preferences, Boolean, Preferences> changed;

    private SwitchCommand(
            Desk desk, String name, Predicate<Preferences> now, BiFunction<Preferences, Boolean, Preferences> changed) {
        this.desk = desk;
        this.name = name;
        this.now = now;
        this.changed = changed;
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
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        Preferences present = desk.preferences().of(caller.platform(), caller.conversation());
        boolean on = call.arguments().isEmpty()
                ? !now.test(present)
                : call.arguments().equalsIgnoreCase("on");
        desk.preferences().save(caller.platform(), caller.conversation(), changed.apply(present, on));
        return CommandAnswer.of(desk.say(name + (on ? ".on" : ".off"), call));
    }
}

package dev.vignette.bot.manners;

import dev.vignette.bot.lending.VoiceLending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /voice} and {@code /chatvoice} {@code [NAME|default]}: whose voice speaks, whichever face is seen; a person's own choice
 * everywhere on the platform, and a chat's for those who have not chosen. What one may choose, {@link Voices} says; a chat is
 * lent built-in voices only.
 *
 * <p>{@code /voice link} gives a person a code by which whoever brought a voice on the page lends it to them, and {@code /voice
 * unlink} gives back what was lent.
 */
final class VoiceCommand extends ChoosingCommand {
    private static final String DEFAULT = "default";
    private static final String LINK = "link";
    private static final String UNLINK = "unlink";

    private final Scope scope;

    VoiceCommand(Desk desk, Scope scope) {
        super(desk, scope.command("voice"));
        this.scope = scope;
    }

    @Override
    public boolean forAdmins() {
        return scope == Scope.CHAT;
    }

    @Override
    String unknown() {
        return "voice.unknown";
    }

    @Override
    public List<Suggestion> suggestions(Caller caller, String language) {
        List<Suggestion> all = new ArrayList<>();
        voices(caller).forEach(voice -> all.add(new Suggestion(voice.name(), voice.id())));
        all.add(new Suggestion(desk.wording().say("voice.own", language), DEFAULT));
        if (scope == Scope.PERSON) {
            all.add(new Suggestion(desk.wording().say("voice.link", language), LINK));
            if (!desk.voices().broughtBy(caller.platform(), caller.person()).isEmpty()) {
                all.add(new Suggestion(desk.wording().say("voice.unlink", language), UNLINK));
            }
        }
        return all;
    }

    private List<Voices.Voice> voices(Caller caller) {
        return scope == Scope.CHAT
                ? desk.voices().builtIn()
                : desk.voices().choosableBy(caller.platform(), caller.person());
    }

    @Override
    Optional<CommandAnswer> choose(CommandCall call, String word) {
        Caller caller = call.caller();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case DEFAULT -> Optional.of(chosen(call, null, desk.say(name() + ".default", call)));
            case LINK -> scope == Scope.PERSON ? Optional.of(link(call)) : Optional.empty();
            case UNLINK -> scope == Scope.PERSON ? Optional.of(unlink(call)) : Optional.empty();
            default ->
                Voices.find(voices(caller), word)
                        .map(voice -> chosen(call, voice.id(), desk.say(name() + ".chosen", call, voice.name())));
        };
    }

    private CommandAnswer chosen(CommandCall call, @Nullable String speaker, String sentence) {
        desk.preferences().change(scope, call.caller(), now -> now.withSpeaker(speaker));
        return CommandAnswer.of(sentence);
    }

    private CommandAnswer link(CommandCall call) {
        Caller caller = call.caller();
        VoiceLending.Code code = desk.voices().code(caller.platform(), caller.person());
        return new CommandAnswer(
                desk.say("voice.code", call, code.text(), desk.wording().wait(code.goodFor(), call.language())),
                // For when it has been entered.
                List.of(Choice.of(desk.say("voice.choose-one", call), name(), "")),
                null);
    }

    private CommandAnswer unlink(CommandCall call) {
        Caller caller = call.caller();
        return CommandAnswer.of(desk.say(
                desk.voices().giveBack(caller.platform(), caller.person()) ? "voice.unlinked" : "voice.not-linked",
                call));
    }
}

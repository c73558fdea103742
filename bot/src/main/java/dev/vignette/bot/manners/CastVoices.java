package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.consent.Lending;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.lending.Account;
import dev.vignette.bot.lending.Loan;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.renderer.voice.EnrolledVoice;
import java.util.List;
import java.util.function.Predicate;

/** The voices of the cast as it is at the moment; those that were brought by whom they were lent to. */
final class CastVoices implements Voices {
    private final Cast cast;
    private final VoiceLending lending;

    CastVoices(Cast cast, VoiceLending lending) {
        this.cast = cast;
        this.lending = lending;
    }

    @Override
    public List<Voice> builtIn() {
        return voices(member -> cast.resident(member.id()));
    }

    @Override
    public List<Voice> broughtBy(PlatformName platform, PersonId person) {
        List<Loan> loans = lending.to(new Account(platform, person));
        return loans.isEmpty() ? List.of() : voices(member -> loans.stream().anyMatch(loan -> isOf(loan, member)));
    }

    /** What was lent is the voice of that recording, and of no other that the same member may have. */
    private static boolean isOf(Loan loan, Cast.Member member) {
        EnrolledVoice own = member.avatar().speaker().enrolled();
        return own != null
                && loan.avatar().equals(member.id().value())
                && loan.sampleSha256().equals(own.consent().sampleSha256());
    }

    @Override
    public VoiceLending.Code code(PlatformName platform, PersonId person) {
        return lending.code(new Account(platform, person));
    }

    @Override
    public boolean giveBack(PlatformName platform, PersonId person) {
        Account account = new Account(platform, person);
        return lending.end(lending.to(account), new Lending.By("chat", account.toString(), null)) > 0;
    }

    private List<Voice> voices(Predicate<Cast.Member> which) {
        return cast.members().stream()
                .filter(which)
                .map(member -> new Voice(member.id().value(), member.name()))
                .toList();
    }
}

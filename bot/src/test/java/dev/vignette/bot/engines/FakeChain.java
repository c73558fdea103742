package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.Voice;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real chain of voices, of clones that are simply there. */
public final class FakeChain {
    private FakeChain() {}

    /** @param last for everybody who has no voice of their own */
    public static Voice of(List<CloningVoice> clones, Voice last) {
        List<VoiceOffer> offers = clones.stream().map(FakeChain::offer).toList();
        return new FallbackVoice(offers, last, InstantSource.system(), Runnable::run);
    }

    private static VoiceOffer offer(CloningVoice clone) {
        return new VoiceOffer() {
            @Override
            public String name() {
                return clone.engine().name();
            }

            @Override
            public Set<Language> languages() {
                return clone.capabilities().languages();
            }

            @Override
            public Optional<Voice> take() {
                return Optional.of(clone);
            }

            @Override
            public void close() {}
        };
    }
}

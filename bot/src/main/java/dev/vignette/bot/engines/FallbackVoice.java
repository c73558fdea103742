package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceCapabilities;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Cloning voices in order of preference for those who have a voice of their own, and one for everybody that is always there.
 * Says who speaks before anything is spoken ({@link #voiceFor}), so that a film bears the right name. Safe to use from
 * several threads.
 */
final class FallbackVoice implements Voice {
    private final List<VoiceLink> links;
    private final Voice last;

    /**
     * @param offers in order of preference
     * @param last for everybody else and in their stead; is closed with this
     * @param probes runs trials of voices that failed
     */
    FallbackVoice(List<VoiceOffer> offers, Voice last, InstantSource clock, Executor probes) {
        links = offers.stream()
                .map(offer -> new VoiceLink(offer, clock, probes))
                .toList();
        this.last = last;
    }

    /** The one that is always there. */
    @Override
    public EngineName engine() {
        return last.engine();
    }

    /** Of the one that is always there. */
    @Override
    public VoiceCapabilities capabilities() {
        return last.capabilities();
    }

    /** Who can speak, as far as opened, in order of preference. Never waits. */
    List<EngineName> engines() {
        return Stream.concat(links.stream().map(VoiceLink::engine).flatMap(Optional::stream), Stream.of(last.engine()))
                .toList();
    }

    /** Names of the voices that clone and are installed. Opens nothing. */
    List<String> cloners() {
        return links.stream().filter(VoiceLink::offered).map(VoiceLink::name).toList();
    }

    /** The voices that clone and are there, in order of preference. Opens them. */
    Enrollers enrollers() {
        List<VoiceLink> offered = links.stream().filter(VoiceLink::offered).toList();
        List<CloningVoice> voices = offered.stream()
                .map(VoiceLink::enroller)
                .flatMap(Optional::stream)
                .toList();
        return new Enrollers(voices, voices.size() == offered.size());
    }

    /** How those that are open stand to somebody's voice. Never waits. */
    List<CloneState> states(EnrolledVoice voice) {
        return links.stream()
                .map(link -> link.state(voice))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why a better voice does not speak, or that it is slow. Never waits. */
    Optional<String> advice() {
        return links.stream()
                .flatMap(link -> Optional.ofNullable(link.advice()).stream())
                .findFirst();
    }

    @Override
    public Set<Language> languages(Speaker speaker) {
        Set<Language> languages = new HashSet<>(last.languages(speaker));
        links.forEach(link -> languages.addAll(link.languages(speaker)));
        return languages;
    }

    @Override
    public Voice voiceFor(Speaker speaker, Language language) {
        for (VoiceLink link : links) {
            Optional<Voice> voice = link.ready(speaker, language);
            if (voice.isPresent()) {
                return voice.get();
            }
        }
        if (last.languages(speaker).contains(language)) {
            return last;
        }
        throw new RenderException(
                Reason.UNSPEAKABLE_TEXT,
                "Nobody here speaks \"" + language + "\" in this voice. Choose another language or avatar.");
    }

    @Override
    public void speak(Script script, Speaker speaker, long seed, SpeechSink sink) {
        voiceFor(speaker, script.language()).speak(script, speaker, seed, sink);
    }

    @Override
    public void close() {
        try (last) {
            links.forEach(VoiceLink::close);
        }
    }
}

package dev.vignette.bot;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.generate.ClipPlanner;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.RenderQueue;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.StoreLimits;
import dev.vignette.clip.TieredClipStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/**
 * Everything put together, the same way for the service and for the commands. Closing it lets films that are being made
 * come to an end, then closes the store and the engines.
 */
public record Installation(
        Settings settings,
        Equipment equipment,
        ClipStore store,
        ClipStore noteStore,
        VoiceNotes notes,
        RenderQueue queue,
        ClipService clips)
        implements AutoCloseable {

    /** A voice note has a thirtieth of the film's bytes; some have no film. */
    private static final long NOTES_SHARE = 10;

    private static final long RESERVE = StoreLimits.DEFAULT.reserve();

    /** @throws dev.vignette.clip.ClipStoreException if the clip directory cannot be used */
    public static Installation open(Settings settings, Equipment equipment, MeterRegistry meters) {
        ClipStore store = TieredClipStore.open(
                settings.clips(), new StoreLimits(settings.clipsOnDisk(), settings.clipsInMemory(), RESERVE), meters);
        ClipStore noteStore = TieredClipStore.openVoiceNotes(
                settings.voiceNotes(),
                new StoreLimits(
                        Math.max(1, settings.clipsOnDisk() / NOTES_SHARE),
                        Math.max(1, settings.clipsInMemory() / NOTES_SHARE),
                        RESERVE),
                // The meters of clips count films.
                new SimpleMeterRegistry());
        VoiceNotes notes = new VoiceNotes(noteStore, store);
        RenderQueue queue = new RenderQueue(settings.renderWorkers(), settings.renderQueue());
        ConsentLedger consent = new ConsentLedger(settings.consent(), InstantSource.system());
        ClipPlanner planner = new ClipPlanner(
                equipment.engines(),
                equipment.cast(),
                equipment.guests(),
                equipment.detector(),
                settings.maxSpeech(),
                consent,
                InstantSource.system());
        ClipService clips = new ClipService(planner, equipment.engines(), store, notes, consent, queue);
        return new Installation(settings, equipment, store, noteStore, notes, queue, clips);
    }

    @Override
    public void close() {
        queue.close();
        store.close();
        noteStore.close();
        equipment.engines().close();
    }
}

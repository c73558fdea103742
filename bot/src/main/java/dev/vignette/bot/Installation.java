package dev.vignette.bot;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.generate.ClipPlanner;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.RenderQueue;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipStore;
import dev.vignette.clip.StoreLimits;
import dev.vignette.clip.TieredClipStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * Everything put together, the same way for the service and for the commands. Closing it lets films that are being made
 * come to an end, then closes the store and the engines.
 */
public record Installation(
        Settings settings, Equipment equipment, ClipStore store, RenderQueue queue, ClipService clips)
        implements AutoCloseable {

    private static final long RESERVE = StoreLimits.DEFAULT.reserve();

    /** @throws dev.vignette.clip.ClipStoreException if the clip directory cannot be used */
    public static Installation open(Settings settings, Equipment equipment, MeterRegistry meters) {
        ClipStore store = TieredClipStore.open(
                settings.clips(), new StoreLimits(settings.clipsOnDisk(), settings.clipsInMemory(), RESERVE), meters);
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
        ClipService clips = new ClipService(planner, equipment.engines(), store, consent, queue);
        return new Installation(settings, equipment, store, queue, clips);
    }

    @Override
    public void close() {
        queue.close();
        store.close();
        equipment.engines().close();
    }
}

package dev.vignette.renderer.face.ditto.device;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose noise between the steps lies in each window's place on the device: a film keeps its noise, which is sent once as long as the film
 * comes to the same place again. Used by one thread.
 */
@SuppressWarnings("ReferenceEquality") // The same array is the same film's.
final class NoisePlaces {
    private final float[] @Nullable [][] lying;

    NoisePlaces(int places) {
        lying = new float[places][][];
    }

    /**
     * Where each window is computed: where its film's noise lies, if it does.
     *
     * @param noises of the windows, at most as many as there are places
     * @return a place for each, all different
     */
    int[] of(List<float[][]> noises) {
        int[] places = new int[noises.size()];
        Arrays.fill(places, -1);
        boolean[] taken = new boolean[lying.length];
        for (int i = 0; i < places.length; i++) {
            for (int place = 0; place < taken.length && places[i] < 0; place++) {
                if (!taken[place] && holds(place, noises.get(i))) {
                    places[i] = place;
                    taken[place] = true;
                }
            }
        }
        int free = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0) {
                while (taken[free]) {
                    free++;
                }
                places[i] = free;
                taken[free] = true;
            }
        }
        return places;
    }

    boolean holds(int place, float[][] noise) {
        return lying[place] == noise;
    }

    /** Sends the noise there unless it lies there; what fails half done is sent again. */
    void send(int place, float[][] noise, Runnable sending) {
        if (!holds(place, noise)) {
            lying[place] = null;
            sending.run();
            lying[place] = noise;
        }
    }
}

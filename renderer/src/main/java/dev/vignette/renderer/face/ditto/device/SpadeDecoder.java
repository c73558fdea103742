package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.OnnxFile;
import java.util.List;
import java.util.function.Consumer;

/**
 * The decoder taken apart: its convolutions, as networks of their own, and what lies between them, as kernels do it ({@code spade.cu}). What
 * is saved is reading and writing, which takes as long as the convolutions do. All that depends on the feature alone comes first; the maps
 * that modulate the enlarged blocks are computed at the feature's size and then spread: enlarged four times, nine convolutions of one to four
 * taps take the place of one of nine taps at sixteen times as many places.
 *
 * @param steps in order, from the maps {@link #FEATURE} to {@link Show}
 * @see <a href="https://arxiv.org/abs/1903.07291">Semantic Image Synthesis with Spatially-Adaptive Normalization (Park et al. 2019)</a>
 */
record SpadeDecoder(List<Step> steps) {
    /** The side of the feature. */
    static final int SIDE = 64;

    /** What the first steps take, of 256 channels. */
    static final String FEATURE = "feature";

    /**
     * Maps of so many channels for each frame.
     *
     * @param shift places after its beginning where these begin in the memory of the maps of that name, for a convolution that reads no
     *     further than those
     */
    record Maps(String name, int height, int width, int channels, int shift) {
        Maps(String name, int height, int width, int channels) {
            this(name, height, width, channels, 0);
        }

        /** What they are called in a network. */
        String tensor() {
            return shift == 0 ? name : name + "-" + shift;
        }

        static Maps square(String name, int side, int channels) {
            return new Maps(name, side, side, channels);
        }

        int size() {
            return height * width * channels;
        }
    }

    /** Something that is done once for all frames. */
    sealed interface Step {
        List<Maps> inputs();

        List<Maps> outputs();
    }

    /**
     * A network of convolutions.
     *
     * @param name that tells it from the others
     */
    record Convolve(String name, List<Maps> inputs, List<Maps> outputs, Consumer<ConvolutionGraph> body)
            implements Step {
        OnnxFile file(int frames, ElementType type) {
            ConvolutionGraph graph = new ConvolutionGraph(name, frames, type);
            inputs.forEach(graph::input);
            body.accept(graph);
            return graph.done();
        }
    }

    /** Finds the moments of maps, which {@link Modulate} of the same maps needs. */
    record Measure(Maps x, float epsilon) implements Step {
        @Override
        public List<Maps> inputs() {
            return List.of(x);
        }

        @Override
        public List<Maps> outputs() {
            return List.of();
        }
    }

    /**
     * Normalises {@code x}, enlarged to the size of {@code y}, and modulates it by γ and β, which of the copies of a pixel may lie together as
     * channels of a smaller map.
     */
    record Modulate(Maps x, Maps modulation, Maps y, float slope) implements Step {
        @Override
        public List<Maps> inputs() {
            return List.of(x, modulation);
        }

        @Override
        public List<Maps> outputs() {
            return List.of(y);
        }
    }

    /** Puts together one of the convolutions of the enlarged feature: number {@code map} of {@code maps}. */
    record Spread(List<Maps> parts, int factor, int map, int maps, Maps out) implements Step {
        @Override
        public List<Maps> inputs() {
            return parts;
        }

        @Override
        public List<Maps> outputs() {
            return List.of(out);
        }
    }

    /** The same for maps enlarged four times, with copies that are alike once. */
    record Grid(List<Maps> parts, int map, int maps, Maps out) implements Step {
        @Override
        public List<Maps> inputs() {
            return parts;
        }

        @Override
        public List<Maps> outputs() {
            return List.of(out);
        }
    }

    /** The image. */
    record Show(Maps head) implements Step {
        @Override
        public List<Maps> inputs() {
            return List.of(head);
        }

        @Override
        public List<Maps> outputs() {
            return List.of();
        }
    }

    /** Its networks, in order. */
    List<Convolve> networks() {
        return steps.stream()
                .filter(Convolve.class::isInstance)
                .map(Convolve.class::cast)
                .toList();
    }

    /**
     * @param decoder as published, for one frame
     * @throws InferenceException if it is built otherwise; it says what is different
     */
    static SpadeDecoder of(OnnxFile decoder) {
        try {
            return new SpadeAssembly(new SpadeReader(decoder).read()).done();
        } catch (PublishedGraph.Different e) {
            throw new InferenceException(
                    "The network Ditto decoder is built otherwise than published: " + e.getMessage()
                            + ". Use it whole.",
                    e);
        }
    }
}

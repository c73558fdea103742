package dev.vignette.renderer.face.ditto.device;

import static dev.vignette.renderer.face.ditto.device.SpadeDecoder.SIDE;

import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Convolve;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Grid;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Maps;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Measure;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Modulate;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Show;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Spread;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Step;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Block;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Convolution;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Norm;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Shortcut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Puts together the steps of {@link SpadeDecoder} from a decoder's layers. Used once, by one thread. */
final class SpadeAssembly {
    private static final int PICTURE = 16;

    private final SpadeLayers layers;
    private final List<Step> steps = new ArrayList<>();
    private final List<Maps> modulations = new ArrayList<>();
    private final List<List<Maps>> parts = new ArrayList<>();

    SpadeAssembly(SpadeLayers layers) {
        this.layers = layers;
    }

    SpadeDecoder done() {
        Maps x = Maps.square("x", SIDE, layers.stem().out());
        steps.add(early(x));
        int small = 0;
        int large = 0;
        for (int i = 0; i < layers.blocks().size(); i++) {
            Block block = layers.blocks().get(i);
            List<Maps> modulation = new ArrayList<>();
            if (block.scale() == 1) {
                for (Norm ignored : block.norms()) {
                    modulation.add(modulations.get(small++));
                }
            } else {
                modulation.addAll(enlarged(i, block, parts.get(large++)));
            }
            x = block(i, block, x, modulation);
        }
        steps.add(new Show(x));
        return new SpadeDecoder(List.copyOf(steps));
    }

    /** All that depends on the feature alone. */
    private Convolve early(Maps x) {
        List<Maps> outputs = new ArrayList<>(List.of(x));
        List<Consumer<ConvolutionGraph>> bodies = new ArrayList<>();
        for (int i = 0; i < layers.blocks().size(); i++) {
            Block block = layers.blocks().get(i);
            if (block.scale() == 1) {
                for (Norm norm : block.norms()) {
                    Maps out = Maps.square("modulation-" + modulations.size(), SIDE, 2 * norm.channels());
                    modulations.add(out);
                    bodies.add(graph -> graph.output(
                            out, graph.convolve(graph.rectified(graph.entry(), norm.shared()), joined(norm))));
                }
            } else {
                bodies.add(parts(i, block));
                outputs.addAll(parts.getLast());
            }
        }
        outputs.addAll(modulations);
        return new Convolve(
                "modulation",
                List.of(Maps.square(SpadeDecoder.FEATURE, SIDE, layers.first().in())),
                outputs,
                graph -> {
                    graph.begin(SpadeDecoder.FEATURE, layers.entry());
                    graph.output(x, graph.convolve(graph.entry(), layers.stem()));
                    bodies.forEach(body -> body.accept(graph));
                });
    }

    /** γ of all channels, then β. */
    private static Convolution joined(Norm norm) {
        Convolution gamma = norm.gamma();
        Convolution beta = norm.beta();
        return new Convolution(
                EnlargedConvolution.joined(gamma.weights(), beta.weights()),
                EnlargedConvolution.joined(gamma.bias(), beta.bias()),
                gamma.out() + beta.out(),
                gamma.in(),
                gamma.side());
    }

    private Consumer<ConvolutionGraph> parts(int number, Block block) {
        List<Norm> norms = block.norms();
        int channels = norms.size() * block.first().shared().out();
        List<Maps> made = new ArrayList<>();
        String name = "parts-" + number + "-";
        made.add(Maps.square(name + "corners", SIDE + 1, 4 * channels));
        if (block.scale() > 2) {
            made.add(new Maps(name + "rows", SIDE + 1, SIDE, 2 * channels));
            made.add(new Maps(name + "columns", SIDE, SIDE + 1, 2 * channels));
            made.add(Maps.square(name + "middle", SIDE, channels));
        }
        parts.add(made);
        List<Convolution> shared = norms.stream().map(Norm::shared).toList();
        return graph -> {
            for (Maps one : made) {
                boolean tall = one.height() > SIDE;
                boolean wide = one.width() > SIDE;
                graph.output(one, graph.edges(graph.entry(), shared, tall, wide));
            }
        };
    }

    private List<Maps> enlarged(int number, Block block, List<Maps> from) {
        List<Maps> modulation = new ArrayList<>();
        List<Norm> norms = block.norms();
        int side = SIDE * block.scale();
        for (int i = 0; i < norms.size(); i++) {
            Norm norm = norms.get(i);
            String name = "block-" + number + "-norm-" + i;
            if (block.scale() == 4) {
                modulation.add(overGrid(name, norm, from, i, norms.size()));
                continue;
            }
            Maps shared = Maps.square(name + "-shared", side, norm.shared().out());
            steps.add(new Spread(from, block.scale(), i, norms.size(), shared));
            Maps out = Maps.square(name, side, 2 * norm.channels());
            steps.add(new Convolve(
                    name,
                    List.of(shared),
                    List.of(out),
                    graph -> graph.output(out, graph.convolve(shared.name(), joined(norm)))));
            modulation.add(out);
        }
        return modulation;
    }

    /**
     * γ and β of a map enlarged four times, from its copies that are different: of the four along an axis those between see two of them,
     * which saves three of ten products.
     */
    private Maps overGrid(String name, Norm norm, List<Maps> from, int map, int maps) {
        int wide = 3 * SIDE + 1;
        Maps grid = Maps.square(name + "-grid", wide, norm.shared().out());
        steps.add(new Grid(from, map, maps, grid));
        List<Maps> views = new ArrayList<>();
        for (int down = 0; down < 2; down++) {
            for (int right = 0; right < 2; right++) {
                views.add(new Maps(grid.name(), wide, wide, grid.channels(), down * wide + right));
            }
        }
        Maps out = Maps.square(name, SIDE, 16 * 2 * norm.channels());
        Convolution both = joined(norm);
        steps.add(new Convolve(name, views, List.of(out), graph -> {
            List<String> copies = new ArrayList<>();
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 4; x++) {
                    String view = views.get(y / 2 * 2 + x / 2).tensor();
                    copies.add(graph.everyThird(
                            view, EnlargedConvolution.copy(both, y, x), y == 0 ? 1 : 0, x == 0 ? 1 : 0));
                }
            }
            graph.output(out, graph.joined(copies));
        }));
        return out;
    }

    private Maps block(int number, Block block, Maps x, List<Maps> modulation) {
        String name = "block-" + number;
        int side = x.height() * block.enlarged();
        Norm first = block.first();
        Norm second = block.second();
        Shortcut shortcut = block.shortcut();
        steps.add(new Measure(x, first.epsilon()));
        Maps y = Maps.square(name + "-first", side, first.channels());
        steps.add(new Modulate(x, modulation.getFirst(), y, first.slope()));
        Maps between = Maps.square(name + "-between", side, block.one().out());
        steps.add(new Convolve(
                name + "-one",
                List.of(y),
                List.of(between),
                graph -> graph.output(between, graph.convolve(y.name(), block.one()))));
        Maps residual = x;
        if (shortcut != null) {
            residual = Maps.square(name + "-shortcut", side, x.channels());
            steps.add(new Modulate(
                    x, modulation.getLast(), residual, shortcut.norm().slope()));
        }
        Maps through = residual;
        steps.add(new Measure(between, second.epsilon()));
        Maps z = Maps.square(name + "-second", side, second.channels());
        steps.add(new Modulate(between, modulation.get(1), z, second.slope()));
        boolean last = number == layers.blocks().size() - 1;
        Maps out = Maps.square(name + "-out", side, last ? PICTURE : block.two().out());
        steps.add(new Convolve(name + "-two", List.of(z, through), List.of(out), graph -> {
            String residue = through.name();
            if (shortcut != null) {
                residue = graph.convolve(residue, shortcut.convolution());
            }
            String sum = graph.sum(graph.convolve(z.name(), block.two()), residue);
            graph.output(out, last ? graph.convolve(graph.leaky(sum, layers.slope()), widened(layers.head())) : sum);
        }));
        return out;
    }

    /** With planes of nothing after its own, because maps have a multiple of eight. */
    private static Convolution widened(Convolution head) {
        int each = head.weights().length / head.out();
        return new Convolution(
                Arrays.copyOf(head.weights(), PICTURE * each),
                Arrays.copyOf(head.bias(), PICTURE),
                PICTURE,
                head.in(),
                head.side());
    }
}

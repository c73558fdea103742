package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decoder whole for several frames, and taken apart with what lies between its convolutions in plain Java, gives what it gives. */
class DecoderPartsTest extends EditedNetworks {
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MINI", "PUPPET"})
    void theDecoderTakesSeveralFrames(Kind kind) {
        OnnxFile decoder = standIn(DittoNetwork.DECODER, kind);
        DecoderParts parts = DecoderParts.of(decoder);
        float[] first = numbers(256 * 64 * 64, 2);
        float[] second = numbers(256 * 64 * 64, 2);
        float[] expected = joined(
                run(decoder, Map.of("feature", first)).get("output"),
                run(decoder, Map.of("feature", second)).get("output"));
        assertSame(
                expected,
                run(parts.decoder(2), Map.of("feature", joined(first, second))).get("output"),
                1e-5f);
    }

    /** What lies between the decoder's convolutions is what the kernels do, here in plain Java. */
    @Test
    void theDecoderIsCutAtItsNormalisations() {
        OnnxFile decoder = standIn(DittoNetwork.DECODER, Kind.MINI);
        SpadeDecoder cut = SpadeDecoder.of(decoder);
        assertThat(cut.steps())
                .filteredOn(step -> step instanceof SpadeDecoder.Spread)
                .hasSize(3);
        assertThat(cut.steps())
                .filteredOn(step -> step instanceof SpadeDecoder.Grid)
                .hasSize(3);
        float[] feature = numbers(256 * 64 * 64, 2);
        assertSame(run(decoder, Map.of("feature", feature)).get("output"), decoded(cut, feature), 1e-5f);
    }

    /** Maps have their channels last here as on the GPU, and first in networks. */
    private float[] decoded(SpadeDecoder cut, float[] feature) {
        Map<String, float[]> maps = new HashMap<>(Map.of(SpadeDecoder.FEATURE, turned(feature, 256, 64 * 64)));
        Map<String, float[]> moments = new HashMap<>();
        float[] image = {};
        for (SpadeDecoder.Step step : cut.steps()) {
            switch (step) {
                case SpadeDecoder.Convolve convolve -> {
                    Map<String, float[]> inputs = new HashMap<>();
                    for (SpadeDecoder.Maps one : convolve.inputs()) {
                        float[] all = maps.get(one.name());
                        int from = one.shift() * one.channels();
                        inputs.put(
                                one.tensor(),
                                turned(
                                        Arrays.copyOfRange(all, from, from + all.length),
                                        one.height() * one.width(),
                                        one.channels()));
                    }
                    Map<String, float[]> outputs = run(convolve.file(1, ElementType.FLOAT32), inputs);
                    for (SpadeDecoder.Maps one : convolve.outputs()) {
                        maps.put(
                                one.name(),
                                turned(outputs.get(one.name()), one.channels(), one.height() * one.width()));
                    }
                }
                case SpadeDecoder.Measure(SpadeDecoder.Maps x, float epsilon) ->
                    moments.put(x.name(), Spade.moments(maps.get(x.name()), x.channels(), epsilon));
                case SpadeDecoder.Modulate(
                        SpadeDecoder.Maps x,
                        SpadeDecoder.Maps modulation,
                        SpadeDecoder.Maps y,
                        float slope) ->
                    maps.put(
                            y.name(),
                            Spade.modulate(
                                    maps.get(x.name()),
                                    moments.get(x.name()),
                                    maps.get(modulation.name()),
                                    y.channels(),
                                    y.height(),
                                    y.height() / x.height(),
                                    y.height() / modulation.height(),
                                    slope));
                case SpadeDecoder.Grid grid ->
                    maps.put(
                            grid.out().name(),
                            Spade.grid(
                                    parts(grid.parts(), maps),
                                    SpadeDecoder.SIDE,
                                    grid.map(),
                                    grid.maps(),
                                    grid.out().channels()));
                case SpadeDecoder.Spread spread -> {
                    maps.put(
                            spread.out().name(),
                            Spade.spread(
                                    parts(spread.parts(), maps),
                                    SpadeDecoder.SIDE,
                                    spread.factor(),
                                    spread.map(),
                                    spread.maps(),
                                    spread.out().channels()));
                }
                case SpadeDecoder.Show(SpadeDecoder.Maps head) ->
                    image = Spade.picture(maps.get(head.name()), head.height());
            }
        }
        return image;
    }

    private static Spade.Parts parts(List<SpadeDecoder.Maps> names, Map<String, float[]> maps) {
        float[][] parts = new float[4][0];
        for (int i = 0; i < names.size(); i++) {
            parts[i] = maps.get(names.get(i).name());
        }
        return new Spade.Parts(parts[0], parts[1], parts[2], parts[3]);
    }

    /** {@code [rows, columns]} to {@code [columns, rows]}. */
    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    @Test
    void aDecoderOfAnotherBuildIsRefused() {
        OnnxFile puppet = standIn(DittoNetwork.DECODER, Kind.PUPPET);
        assertThatThrownBy(() -> SpadeDecoder.of(puppet))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("otherwise than published");
    }
}

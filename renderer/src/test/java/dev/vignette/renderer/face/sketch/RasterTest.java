package dev.vignette.renderer.face.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RasterTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 90;

    private final Raster raster = new Raster(WIDTH, HEIGHT);

    @ParameterizedTest
    @CsvSource({"3.25, 2.5, 5.5, 1.25", "10, 10, 4, 4", "0.5, 70.75, 149, 5", "63.9, 1, 0.2, 80", "127.5, 0, 1, 1"})
    void aRectangleCoversItsAreaOfEveryPixel(double x, double y, double width, double height) {
        int[] cover = covers(new Rectangle2D.Double(x, y, width, height));
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double wide = Math.max(0, Math.min(column + 1, x + width) - Math.max(column, x));
                double tall = Math.max(0, Math.min(row + 1, y + height) - Math.max(row, y));
                assertThat(cover[row * WIDTH + column])
                        .as("pixel %d, %d", column, row)
                        .isCloseTo((int) Math.round(wide * tall * Spans.FULL), within(1));
            }
        }
    }

    @Test
    void aCircleHasItsArea() {
        assertThat((double) sum(covers(new Ellipse2D.Double(20.3, 10.7, 60, 60))))
                .isCloseTo(Math.PI * 900 * Spans.FULL, within(0.002 * Math.PI * 900 * Spans.FULL));
    }

    @Test
    void partsAddUpToTheirUnionWhicheverWayRoundTheyAre() {
        Path2D both = new Path2D.Double();
        both.append(new Rectangle2D.Double(10, 10, 20, 20), false);
        both.append(
                AffineTransform.getScaleInstance(-1, 1).createTransformedShape(new Rectangle2D.Double(-40, 15, 20, 5)),
                false);
        assertThat(sum(covers(both))).isEqualTo((400 + 10 * 5) * Spans.FULL);
    }

    @Test
    void whatLiesOutsideOfTheFrameIsCutOff() {
        assertThat(sum(covers(new Rectangle2D.Double(-50, -50, 500, 500)))).isEqualTo(WIDTH * HEIGHT * Spans.FULL);
        assertThat(sum(covers(new Rectangle2D.Double(-50, 10, 60, 10)))).isEqualTo(100 * Spans.FULL);
        assertThat(sum(covers(new Rectangle2D.Double(145.5, 85, 60, 60)))).isEqualTo(45 * 5 * Spans.FULL / 10);
        assertThat(sum(covers(new Rectangle2D.Double(-50, 10, 20, 10)))).isZero();
        assertThat(sum(covers(new Rectangle2D.Double(200, 10, 20, 10)))).isZero();
        assertThat(sum(covers(new Rectangle2D.Double(20, 200, 20, 10)))).isZero();
    }

    @Test
    void rowsOutsideOfTheClipAreLeftOut() {
        raster.clip(20, 25);
        assertThat(sum(covers(new Ellipse2D.Double(-500, -500, 2000, 2000)))).isEqualTo(5 * WIDTH * Spans.FULL);
        raster.unclip();
        assertThat(sum(covers(new Ellipse2D.Double(-500, -500, 2000, 2000)))).isEqualTo(WIDTH * HEIGHT * Spans.FULL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithJava2DsFinestPainting(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Path2D blob = new Path2D.Double();
        int corners = 8;
        double[] radius = random.doubles(corners, 8, 70).toArray();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double x = 75 + radius[i] * Math.cos(angle);
            double y = 45 + radius[i] * Math.sin(angle);
            if (i == 0) {
                blob.moveTo(x, y);
            } else {
                double lean = angle - 0.3;
                blob.curveTo(
                        75 + radius[i - 1] * Math.cos(angle - 0.5),
                        45 + radius[i - 1] * Math.sin(angle - 0.5),
                        75 + radius[i] * Math.cos(lean),
                        45 + radius[i] * Math.sin(lean),
                        x,
                        y);
            }
        }
        blob.closePath();
        int[] cover = covers(blob);
        int[] fine = finely(blob);
        double difference = 0;
        for (int i = 0; i < cover.length; i++) {
            assertThat(cover[i]).as("pixel %d, %d", i % WIDTH, i / WIDTH).isCloseTo(fine[i], within(26));
            difference += Math.abs(cover[i] - fine[i]);
        }
        assertThat(difference / cover.length).isLessThan(0.3);
    }

    /** A line's ribbon is as long and as wide as the line. */
    @Test
    void aRibbonHasItsLinesAreaAndRoundEnds() {
        Ribbon ribbon = new Ribbon();
        Path2D line = new Path2D.Double();
        line.moveTo(20, 20);
        line.curveTo(50, 20, 70, 20, 100, 20);
        ribbon.lay(line, 6, 1, 2);
        raster.add(ribbon.outline(), ribbon.length());
        assertThat(sum(swept()) / (double) Spans.FULL).isCloseTo(80 * 6 + Math.PI * 9, within(1.5));

        ribbon.lay(new Ellipse2D.Double(30, 20, 50, 50), 4, 0, 0);
        raster.add(ribbon.outline(), ribbon.length());
        int[] ring = swept();
        assertThat(sum(ring) / (double) Spans.FULL).isCloseTo(2 * Math.PI * 25 * 4, within(2.0));
        assertThat(ring[45 * WIDTH + 55]).isZero();
    }

    private int[] covers(Shape shape) {
        raster.add(shape, 0, 0);
        return swept();
    }

    private int[] swept() {
        Spans spans = new Spans(HEIGHT);
        raster.sweep(spans);
        int[] cover = new int[WIDTH * HEIGHT];
        for (int row = spans.top(); row < spans.bottom(); row++) {
            for (int run = spans.firstRun(row); run < spans.endRun(row); run++) {
                assertThat(spans.from(run) / WIDTH).isEqualTo(row);
                for (int pixel = spans.from(run); pixel < spans.to(run); pixel++) {
                    assertThat(cover[pixel]).isZero();
                    cover[pixel] = spans.cover(run);
                }
            }
        }
        raster.sweep(spans);
        assertThat(spans.count()).isZero();
        return cover;
    }

    private static long sum(int[] cover) {
        long sum = 0;
        for (int one : cover) {
            sum += one;
        }
        return sum;
    }

    /** Counts 16 × 16 points in each pixel. */
    private static int[] finely(Shape shape) {
        BufferedImage large = new BufferedImage(16 * WIDTH, 16 * HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = large.createGraphics();
        graphics.scale(16, 16);
        graphics.setColor(Color.WHITE);
        graphics.fill(shape);
        graphics.dispose();
        int[] row = new int[16 * WIDTH];
        int[] cover = new int[WIDTH * HEIGHT];
        for (int y = 0; y < 16 * HEIGHT; y++) {
            large.getRaster().getSamples(0, y, 16 * WIDTH, 1, 0, row);
            for (int x = 0; x < 16 * WIDTH; x++) {
                cover[y / 16 * WIDTH + x / 16] += row[x] == 0 ? 0 : 1;
            }
        }
        return cover;
    }
}

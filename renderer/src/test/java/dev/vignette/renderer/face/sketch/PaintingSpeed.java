package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.Frame;
import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Expression.Eyes;
import dev.vignette.renderer.face.motion.Expression.HeadPose;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** Prints what one frame of each built-in avatar costs on one thread in processor time: median and 90th percentile, warm, in milliseconds. */
final class PaintingSpeed {
    private static final int WARM_UP = 600;
    private static final int MEASURED = 500;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PaintingSpeed() {}

    public static void main(String... arguments) {
        for (String name : Drawings.NAMES) {
            measure(name, 512, 512);
            measure(name, 512, 682);
        }
    }

    private static void measure(String name, int width, int height) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), width, height);
        Frame frame = Frame.allocate(width, height);
        long[] nanos = new long[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            painter.paint(talking(i), frame);
            if (i >= 0) {
                nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-6s %dx%d  median %.2f ms  p90 %.2f ms%n",
                name,
                width,
                height,
                nanos[MEASURED / 2] / 1e6,
                nanos[MEASURED * 9 / 10] / 1e6);
    }

    private static Expression talking(int frame) {
        double t = frame / 25.0;
        return new Expression(
                new Mouth(0.5 + 0.5 * Math.sin(9 * t), Math.sin(5 * t), 0, 0.2, 0, 0, 0.5, 0.2, 0, 0.2),
                new Eyes(0, 0, 3 * Math.sin(t), 0),
                Math.sin(2 * t),
                new HeadPose(4 * Math.sin(t), 2 * Math.cos(t), 2 * Math.sin(0.7 * t)),
                Math.sin(1.5 * t));
    }
}

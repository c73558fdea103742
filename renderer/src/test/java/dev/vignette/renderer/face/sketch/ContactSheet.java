package dev.vignette.renderer.face.sketch;

import dev.vignette.renderer.face.motion.Expression;
import dev.vignette.renderer.face.motion.Viseme;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Pictures for people to judge the drawings by: {@code ContactSheet FOLDER} writes portraits, visemes, expressions, sizes
 * and enlarged eyes and mouths of every built-in avatar; {@code ContactSheet portraits} renews {@code portrait.png} beside
 * every card.
 */
final class ContactSheet {
    private ContactSheet() {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Say where to: a folder, or \"portraits\".");
        }
        if (arguments[0].equals("portraits")) {
            for (String name : Drawings.NAMES) {
                write(
                        cell(name, 512, 512, Expression.REST),
                        Drawings.folder(name).resolve("portrait.png"));
            }
            return;
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<BufferedImage> trio = new ArrayList<>();
        for (String name : Drawings.NAMES) {
            BufferedImage portrait = cell(name, 1024, 1024, Expression.REST);
            trio.add(scaled(portrait, 640));
            write(portrait, folder.resolve(name + "-portrait.png"));
            write(sheet(cells(name, visemes()), 5), folder.resolve(name + "-visemes.png"));
            write(sheet(mouths(name), 5), folder.resolve(name + "-mouths.png"));
            write(sheet(cells(name, expressions()), 6), folder.resolve(name + "-expressions.png"));
            write(sheet(eyes(name), 4), folder.resolve(name + "-eyes.png"));
            write(
                    sheet(List.of(cell(name, 512, 682, Expression.REST), cell(name, 256, 256, Expression.REST)), 2),
                    folder.resolve(name + "-sizes.png"));
        }
        write(sheet(trio, 3), folder.resolve("trio.png"));
    }

    private static List<Expression> visemes() {
        return Stream.of(Viseme.values())
                .map(viseme -> Poses.mouth(viseme.target()))
                .toList();
    }

    private static List<Expression> expressions() {
        return List.of(
                Poses.lids(0.25, 0.25),
                Poses.lids(0.5, 0.5),
                Poses.lids(0.75, 0.75),
                Poses.lids(1, 1),
                Poses.lids(0, 1),
                Poses.smile(1),
                Poses.gaze(-12, 0),
                Poses.gaze(12, 0),
                Poses.gaze(0, -8),
                Poses.gaze(0, 10),
                Poses.brows(1),
                Poses.brows(-1),
                Poses.head(-12, 0, 0),
                Poses.head(12, 0, 0),
                Poses.head(0, -8, 0),
                Poses.head(0, 8, 0),
                Poses.head(0, 0, -8),
                Poses.head(0, 0, 8),
                Poses.smile(-0.8),
                Poses.laugh(),
                Poses.jaw(1, 0),
                Poses.jaw(1, 1),
                Poses.breath(1),
                Poses.breath(-1));
    }

    private static List<BufferedImage> cells(String name, List<Expression> expressions) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), 512, 512);
        return expressions.stream()
                .map(expression -> scaled(Drawings.picture(painter, 512, 512, expression), 300))
                .toList();
    }

    private static List<BufferedImage> mouths(String name) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), 1024, 1024);
        return visemes().stream()
                .map(expression ->
                        Drawings.picture(painter, 1024, 1024, expression).getSubimage(342, 500, 340, 280))
                .toList();
    }

    private static List<BufferedImage> eyes(String name) {
        SketchPainter painter = Drawings.painter(Drawings.rig(name), 1024, 1024);
        return IntStream.range(0, 8)
                .mapToObj(i -> i < 5 ? Poses.lids(i / 4.0, i / 4.0) : Poses.gaze(6 * (i - 6), i == 7 ? 8 : 0))
                .map(expression ->
                        Drawings.picture(painter, 1024, 1024, expression).getSubimage(312, 320, 400, 180))
                .toList();
    }

    private static BufferedImage cell(String name, int width, int height, Expression expression) {
        return Drawings.picture(Drawings.painter(Drawings.rig(name), width, height), width, height, expression);
    }

    private static BufferedImage scaled(BufferedImage picture, int side) {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, side, side, null);
        graphics.dispose();
        return scaled;
    }

    private static BufferedImage sheet(List<BufferedImage> cells, int columns) {
        int wide = cells.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
        int tall = cells.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        int rows = (cells.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * wide, rows * tall, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < cells.size(); i++) {
            graphics.drawImage(cells.get(i), i % columns * wide, i / columns * tall, null);
        }
        graphics.dispose();
        return sheet;
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException(String.format(Locale.ROOT, "No writer for %s", file));
        }
    }
}

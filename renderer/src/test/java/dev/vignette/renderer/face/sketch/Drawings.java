package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.avatar.AvatarCard;
import dev.vignette.renderer.avatar.AvatarCards;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.motion.Expression;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The built-in avatars, read from the sources so that pictures of them can be made before the portraits exist. */
final class Drawings {
    static final List<String> NAMES = List.of("ada", "mateo", "lin");

    private Drawings() {}

    static Path folder(String name) {
        Path fromModule = Path.of("..", "assets", "avatars", name);
        return Files.exists(fromModule) ? fromModule : Path.of("assets", "avatars", name);
    }

    static AvatarCard card(String name) {
        try {
            return AvatarCards.read(
                    name, Files.readString(folder(name).resolve("card.yml")), new byte[0], file -> new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> fields(String name) {
        return ((Look.Drawing) card(name).avatar().look()).rig();
    }

    static Rig rig(String name) {
        return RigReader.read(name, fields(name));
    }

    static SketchPainter painter(Rig rig, int width, int height) {
        return (SketchPainter) new SketchPortrayal(rig, new FilmFormat(width, height, 25)).painter();
    }

    static BufferedImage picture(SketchPainter painter, int width, int height, Expression expression) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, painter.draw(expression), 0, width);
        return picture;
    }
}

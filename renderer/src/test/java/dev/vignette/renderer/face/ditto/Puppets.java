package dev.vignette.renderer.face.ditto;

import dev.vignette.inference.Engine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import dev.vignette.renderer.voice.Timbre;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;

/** One set of constructed networks for all tests of this JVM, and portraits for them. */
final class Puppets {
    private static final Path HOME = write();
    static final Engine ENGINE = engine();

    private Puppets() {}

    private static Path write() {
        try {
            Path home = Files.createTempDirectory("puppets");
            DittoStandIn.write(home, DittoStandIn.Kind.PUPPET, 1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Engine engine() {
        try {
            return new KeptNetworks(OnnxRuntimeEngine.cpu(), HOME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path home) {
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path home() {
        return HOME;
    }

    static DittoFace face(Path cache) {
        return DittoFace.open(ENGINE, DittoFace.Installation.of(HOME, cache));
    }

    static Avatar avatar(String id, BufferedImage picture) {
        Look look = new Look.Photograph(picture, id + "-" + picture.getWidth() + "x" + picture.getHeight());
        return new Avatar(new AvatarId(id), "1", look, new Timbre(200, 0.2, 4, List.of()));
    }

    /** A built-in avatar's drawing, as if it were a photograph. */
    static BufferedImage portrait(String name) {
        try (InputStream file = Puppets.class.getResourceAsStream("/avatars/" + name + "/portrait.png")) {
            BufferedImage read = ImageIO.read(file);
            BufferedImage picture = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
            picture.getGraphics().drawImage(read, 0, 0, null);
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage astronaut() {
        try (InputStream file = Puppets.class.getResourceAsStream("/portraits/astronaut.jpg")) {
            return ImageIO.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing but a colour that no skin has. */
    static BufferedImage empty() {
        BufferedImage picture = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(60, 120, 200));
        graphics.fillRect(0, 0, 300, 400);
        graphics.dispose();
        return picture;
    }
}

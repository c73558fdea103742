package dev.vignette.renderer.face.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.renderer.face.motion.Expression;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortraitTest {
    /** Not equality: the rasteriser may round differently on another Java. */
    @ParameterizedTest
    @ValueSource(strings = {"ada", "mateo", "lin"})
    void thePortraitBesideTheCardIsWhatTheCardDraws(String name) throws IOException {
        BufferedImage kept =
                ImageIO.read(Drawings.folder(name).resolve("portrait.png").toFile());
        BufferedImage drawn =
                Drawings.picture(Drawings.painter(Drawings.rig(name), 512, 512), 512, 512, Expression.REST);
        assertThat(Pixels.psnr(kept, drawn))
                .as("run ContactSheet with \"portraits\" to renew them")
                .isGreaterThan(45);
    }
}

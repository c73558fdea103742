package dev.vignette.renderer.face.photo;

import dev.vignette.renderer.RenderException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import org.bytedeco.javacpp.Loader;

/**
 * The boosted cascades (Viola &amp; Jones 2001) that come inside OpenCV's own jar.
 */
enum Cascades {
    FRONTAL("haarcascades/haarcascade_frontalface_alt2.xml"),
    FRONTAL_OTHER("haarcascades/haarcascade_frontalface_default.xml"),
    FRONTAL_LBP("lbpcascades/lbpcascade_frontalface_improved.xml"),
    PROFILE("haarcascades/haarcascade_profileface.xml"),
    EYE("haarcascades/haarcascade_eye.xml"),
    EYE_WITH_GLASSES("haarcascades/haarcascade_eye_tree_eyeglasses.xml");

    private final String file;

    Cascades(String file) {
        this.file = file;
    }

    /** Reads the cascade for one thread's use, to be closed by the caller. */
    Cascade open() {
        return new Cascade(path());
    }

    private String path() {
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/" + file;
        URL url = Cascades.class.getResource(resource);
        if (url == null) {
            throw missing(new FileNotFoundException(resource));
        }
        try {
            File cached = Loader.cacheResource(url);
            if (cached == null) {
                throw missing(new FileNotFoundException(url.toString()));
            }
            return cached.getPath();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private RenderException missing(IOException cause) {
        return new RenderException(
                RenderException.Reason.ENGINE_MISSING,
                "OpenCV's " + file + " for " + Loader.getPlatform()
                        + " is not on the class path; build Vignette on this kind of machine.",
                cause);
    }
}

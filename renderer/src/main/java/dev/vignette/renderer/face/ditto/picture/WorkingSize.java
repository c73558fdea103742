package dev.vignette.renderer.face.ditto.picture;

/** The size at which a picture is worked on: at most so many pixels on the longer side, and both sides even. */
public record WorkingSize(int width, int height) {

    /** @param longest of the longer side; 0 or less for any */
    public static WorkingSize of(int width, int height, int longest) {
        int newWidth = width;
        int newHeight = height;
        int longer = Math.max(width, height);
        if (longest > 0 && longer > longest) {
            newWidth = width == longer ? longest : (int) Math.rint((double) width * longest / longer);
            newHeight = height == longer ? longest : (int) Math.rint((double) height * longest / longer);
        }
        return new WorkingSize(newWidth & ~1, newHeight & ~1);
    }

    public RgbPicture apply(RgbPicture picture) {
        return BilinearResize.resize(picture, width, height);
    }
}

package dev.vignette.renderer.face.ditto.device;

/**
 * Numbers as they lie on the GPU: place by place, each place's channels beside each other in a row that is filled up with zeros to a multiple of
 * eight. Networks in files have them channel by channel. Places of a volume are its layers' one after another, so the rows of volumes
 * are those of their layers as pictures: {@code planes(rows(x, 16 * side * side, c), side * side, c)} is
 * {@code [n, c, 16, side, side]} as {@code [16·n, c, side, side]}.
 */
final class ChannelsLast {
    private static final int FILLED = 8;

    private ChannelsLast() {}

    /** Numbers in a row of so many channels. */
    static int row(int channels) {
        return Math.ceilDiv(channels, FILLED) * FILLED;
    }

    /** {@code [n, channels, places]} to {@code [n, places, row]}. */
    static float[] rows(float[] planes, int places, int channels) {
        int row = row(channels);
        float[] rows = new float[planes.length / channels * row];
        for (int i = 0; i < planes.length; i++) {
            int place = i % places;
            int channel = i / places % channels;
            int item = i / places / channels;
            rows[(item * places + place) * row + channel] = planes[i];
        }
        return rows;
    }

    /** The reverse of {@link #rows}. */
    static float[] planes(float[] rows, int places, int channels) {
        int row = row(channels);
        float[] planes = new float[rows.length / row * channels];
        for (int i = 0; i < planes.length; i++) {
            int place = i % places;
            int channel = i / places % channels;
            int item = i / places / channels;
            planes[i] = rows[(item * places + place) * row + channel];
        }
        return planes;
    }
}

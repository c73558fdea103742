package dev.vignette.media.film;

import java.util.List;

/**
 * The H.264 encoders that can make a film and their settings for a talking head; see
 * {@code docs/decisions/0003-h264-encoder.md} for how they were chosen. None uses B-frames, so that decoding order is
 * showing order and players that ignore edit lists stay in time.
 */
public enum H264Encoder {
    /** NVIDIA's encoder in silicon; many data-centre GPUs (A100, H100, H200) have none. */
    NVENC("h264_nvenc", true, 1, "preset=p4:tune=hq:rc=vbr:cq=23:profile=high:g=100"),
    /** x264, only in FFmpeg's GPL flavour. */
    X264("libx264", false, 2, "preset=superfast:crf=24:profile=high:g=100"),
    /**
     * Cisco's OpenH264, in every flavour, on the calling thread: a second one costs processor time that painters need, and
     * the bytes would differ from run to run where slices are balanced by the clock. CAVLC gives 0.3 dB away for time. Key
     * frames come twice a second because FFmpeg keeps OpenH264's background detection on, which forgets single pixels
     * behind a moving edge (cisco/openh264 issues 3497 and 3588); a key frame wipes them away.
     */
    OPENH264("libopenh264", false, 1, "rc_mode=bitrate:coder=cavlc:profile=constrained_baseline:g=12:loopfilter=0");

    /** Hardware first, then the better of the software encoders. */
    public static final List<H264Encoder> BY_PREFERENCE = List.of(NVENC, X264, OPENH264);

    private final String ffmpegName;
    private final boolean hardware;
    private final int threads;
    private final String options;

    H264Encoder(String ffmpegName, boolean hardware, int threads, String options) {
        this.ffmpegName = ffmpegName;
        this.hardware = hardware;
        this.threads = threads;
        this.options = options;
    }

    /** FFmpeg's name, which is also what {@link FilmSummary#encoder()} shows. */
    public String ffmpegName() {
        return ffmpegName;
    }

    /** Whether it needs a device; its bytes then may differ from device to device. */
    public boolean hardware() {
        return hardware;
    }

    int threads() {
        return threads;
    }

    /** In FFmpeg's form, {@code key=value:key=value}. */
    String options() {
        return options;
    }
}

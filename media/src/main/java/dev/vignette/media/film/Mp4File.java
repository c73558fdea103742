package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException.Reason;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The MP4 container being written: {@code moov} moved to the front at the end (so that players start before the download
 * ends), no clock and no versions inside, so that equal input gives equal bytes. Belongs to one {@link FilmWriter}.
 */
final class Mp4File implements AutoCloseable {
    private final AVFormatContext context = new AVFormatContext(null);
    private final String url;
    private boolean opened;

    Mp4File(Path path, FilmTags tags) {
        // The scheme keeps a colon in the file's name from being read as one.
        url = "file:" + path.toAbsolutePath();
        check(avformat.avformat_alloc_output_context2(context, null, "mp4", url), "Preparing the film");
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        // Packets wait until the other track has caught up, however late: the order in the file then does not depend
        // on whether sound or picture was faster.
        context.max_interleave_delta(0);
        AVDictionary metadata = new AVDictionary(null);
        avutil.av_dict_set(metadata, "title", tags.title(), 0);
        avutil.av_dict_set(metadata, "comment", tags.comment(), 0);
        context.metadata(metadata);
    }

    /** Adds a track in the form that {@code encoder} produces. */
    AVStream addTrack(AVCodecContext encoder, FilmTags tags) {
        AVStream stream = avformat.avformat_new_stream(context, null);
        check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder), "Describing a track of the film");
        stream.time_base(encoder.time_base());
        if (encoder.codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
            AVDictionary metadata = new AVDictionary(null);
            avutil.av_dict_set(metadata, "language", tags.language().locale().getISO3Language(), 0);
            stream.metadata(metadata);
        }
        return stream;
    }

    /** Creates the file, after all tracks were added. */
    void open() {
        AVIOContext io = new AVIOContext(null);
        check(avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE), "Creating the film");
        context.pb(io);
        opened = true;
        AVDictionary options = new AVDictionary(null);
        try {
            avutil.av_dict_set(options, "movflags", "+faststart", 0);
            check(avformat.avformat_write_header(context, options), "Writing the film");
        } finally {
            avutil.av_dict_free(options);
        }
    }

    /** Hands over a packet, whose content is moved away. Both tracks may do so at once. */
    synchronized void write(AVPacket packet, AVCodecContext encoder, AVStream stream) {
        avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
        packet.stream_index(stream.index());
        check(avformat.av_interleaved_write_frame(context, packet), "Writing the film");
    }

    /** Writes the index and closes the file, whose bytes are then complete. */
    void finish() {
        check(avformat.av_write_trailer(context), "Finishing the film");
        AVIOContext io = context.pb();
        opened = false;
        int code = avformat.avio_closep(io);
        context.pb(null);
        check(code, "Finishing the film");
    }

    private static void check(int code, String action) {
        Ffmpeg.check(code, Reason.STORAGE_FAILED, action);
    }

    @Override
    public void close() {
        if (context.isNull()) {
            return;
        }
        if (opened) {
            opened = false;
            AVIOContext io = context.pb();
            avformat.avio_closep(io);
            context.pb(null);
        }
        avformat.avformat_free_context(context);
        context.setNull();
    }
}

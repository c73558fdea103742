package dev.vignette.media.sound;

import java.time.Duration;
import java.util.Optional;

/**
 * What a file says of its sound, read from headers alone.
 *
 * @param container the file's format, recognised by its first bytes
 * @param codec FFmpeg's name of the sound's codec: {@code opus}, {@code vorbis}, {@code aac}, {@code mp3}, {@code flac},
 *     {@code pcm_s16le} …
 * @param hasVideo whether it also carries moving pictures; a cover picture does not count
 * @param declaredDuration as the header claims, which may be wrong; empty if it claims nothing
 */
public record SoundFacts(
        SoundContainer container, String codec, boolean hasVideo, Optional<Duration> declaredDuration) {}

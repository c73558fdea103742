package dev.vignette.bot.cli;

import dev.vignette.bot.generate.QueueFullException;
import dev.vignette.bot.generate.Refusal;
import dev.vignette.bot.settings.SettingsException;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.inference.models.ModelStoreException;
import dev.vignette.media.MediaException;
import dev.vignette.renderer.RenderException;
import java.io.IOException;

/** What a command's exit status says to scripts; from 64 on as in {@code sysexits.h}. */
enum ExitStatus {
    OK(0, "it worked"),
    FAILURE(1, "something broke"),
    USAGE(2, "the command line is wrong"),
    BAD_INPUT(3, "the text, picture, sample or avatar cannot be used"),
    UNAVAILABLE(69, "an engine or a model is missing; \"vignette doctor\" says which"),
    CANNOT_CREATE(73, "the output file cannot be written"),
    INPUT_OUTPUT(74, "the disk is full or broken"),
    CONFIGURATION(78, "a setting is wrong"),
    INTERRUPTED(130, "stopped by the user");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    static ExitStatus of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> BAD_INPUT;
            case SettingsException settings -> CONFIGURATION;
            case ClipStoreException store -> INPUT_OUTPUT;
            case QueueFullException full -> FAILURE;
            case OutputException output -> CANNOT_CREATE;
            case IOException io -> INPUT_OUTPUT;
            case InterruptedException interrupted -> INTERRUPTED;
            case RenderException render ->
                switch (render.reason()) {
                    case UNSPEAKABLE_TEXT, UNUSABLE_PORTRAIT, UNUSABLE_SAMPLE, NO_CONSENT -> BAD_INPUT;
                    case ENGINE_MISSING -> UNAVAILABLE;
                    case STORAGE_FULL -> INPUT_OUTPUT;
                    case CANCELLED -> INTERRUPTED;
                    case ENGINE_FAILED -> FAILURE;
                };
            case MediaException media ->
                switch (media.reason()) {
                    case STORAGE_FULL, STORAGE_FAILED -> INPUT_OUTPUT;
                    case ENCODER_FAILED -> FAILURE;
                    default -> BAD_INPUT;
                };
            case ModelStoreException store ->
                switch (store.reason()) {
                    case UNKNOWN_MODEL, LICENCE_NOT_ACCEPTED -> BAD_INPUT;
                    case NO_SPACE, STORAGE -> INPUT_OUTPUT;
                    case NOT_FOUND, FORBIDDEN, NETWORK, WRONG_CONTENT -> UNAVAILABLE;
                    case INTERRUPTED -> INTERRUPTED;
                    case SETTING -> CONFIGURATION;
                    case BAD_MANIFEST -> FAILURE;
                };
            default -> FAILURE;
        };
    }
}

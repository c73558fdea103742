package dev.vignette.bot.generate;

import static java.util.stream.Collectors.joining;

import dev.vignette.bot.consent.Declaration;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.Guests;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipKey;
import dev.vignette.clip.ClipRecipe;
import dev.vignette.clip.ClipRecipe.Versioned;
import dev.vignette.media.Language;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.ClipRenderer;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderJob;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.face.Face;
import dev.vignette.renderer.voice.Consent;
import dev.vignette.renderer.voice.EnrolledVoice;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Voice;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks requests. Writes nothing, so that a request that is refused leaves no trace. */
public final class ClipPlanner {
    private static final Map<String, FilmFormat> FORMATS =
            Map.of("square", FilmFormat.SQUARE, "portrait", FilmFormat.PORTRAIT);
    /** What films are written with; part of their identity. */
    private static final String CODECS = "/h264+aac";
    /** Below this share of the limit a film cannot possibly reach it, so that the limit need not be in its key. */
    private static final double FAR_BELOW = 0.6;

    private final Engines engines;
    private final Cast cast;
    private final Guests guests;
    private final Function<String, Optional<Language>> detector;
    private final Duration maxSpeech;
    private final Consent.Ledger ledger;
    private final InstantSource clock;

    /**
     * @param detector tells the language of a text, or nothing if it cannot
     * @param maxSpeech longest film when a request does not say
     * @param ledger where the declaration that comes with a sample is recorded before the film is begun
     */
    public ClipPlanner(
            Engines engines,
            Cast cast,
            Guests guests,
            Function<String, Optional<Language>> detector,
            Duration maxSpeech,
            Consent.Ledger ledger,
            InstantSource clock) {
        this.engines = engines;
        this.cast = cast;
        this.guests = guests;
        this.detector = detector;
        this.maxSpeech = maxSpeech;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @throws Refusal if the request has to be changed
     * @throws dev.vignette.renderer.RenderException if an engine is missing
     */
    public ClipPlan plan(ClipRequest request) {
        String text = SpokenText.admit(request.text() == null ? "" : request.text());
        FilmFormat format = format(request.format());
        Duration limit = limit(request.maxSeconds());
        Cast.@Nullable Member named = named(request);
        ClipRenderer renderer = engines.renderer();
        Language language = language(request, text, named, renderer);
        SpokenText spoken = SpokenText.fit(text, language, limit);
        Subject subject = subject(request, named == null ? cast.forLanguage(language) : named);
        Avatar seen = renderer.seen(subject.avatar);
        Face face = renderer.faceFor(seen);
        Direction direction = direction(request.direction(), seen, face);
        Voice voice = renderer.voiceFor(seen, language);

        boolean roomy = SpokenText.seconds(spoken.text(), language) < limit.toMillis() / 1000.0 * FAR_BELOW;
        Duration filmLimit = roomy ? Settings.LONGEST_SPEECH : limit;
        ClipRecipe recipe = new ClipRecipe(
                spoken.text(),
                language.code(),
                versioned(voice.engine()),
                seen.speaker().versionFor(voice),
                new Versioned(seen.id().value(), seen.version()),
                versioned(face.engine()),
                format + CODECS + (roomy ? "" : "<=" + limit.toMillis() + "ms"),
                direction.toString());
        ClipKey key = recipe.key();
        Script script = new Script(spoken.text(), language);
        RenderJob job = new RenderJob(script, seen, format, filmLimit, key.seed("film"), direction);
        return new ClipPlan(
                key, request, job, versioned(voice.engine()), spoken.shortened(), subject.declaration(request));
    }

    /**
     * What is asked for must be followed; what the avatar usually does is, as far as the face can. Nothing else is part of the film,
     * nor of its key.
     */
    private static Direction direction(@Nullable Direction asked, Avatar avatar, Face face) {
        Set<Aspect> followed = face.capabilities().directions();
        if (asked == null) {
            return avatar.direction().within(followed);
        }
        for (Aspect aspect : asked.asked()) {
            if (!followed.contains(aspect)) {
                throw new Refusal(
                        Refusal.Reason.BAD_DIRECTION,
                        "The face \"%s\", which shows this, cannot be told %s. Leave that out, or have a photograph shown by Ditto (\"vignette models pull ditto\")."
                                .formatted(face.engine().name(), aspect.words()));
            }
        }
        return asked.or(avatar.direction()).within(followed);
    }

    private static FilmFormat format(@Nullable String name) {
        FilmFormat format = FORMATS.get(name == null ? "square" : name);
        if (format == null) {
            throw new Refusal(
                    Refusal.Reason.UNKNOWN_FORMAT,
                    "There is no format \"" + shown(name) + "\". Choose \"square\" or \"portrait\".");
        }
        return format;
    }

    private Duration limit(@Nullable Double seconds) {
        if (seconds == null) {
            return maxSpeech;
        }
        long most = Settings.LONGEST_SPEECH.toSeconds();
        if (!(seconds >= 1 && seconds <= most)) {
            throw new Refusal(Refusal.Reason.BAD_DURATION, "\"max_seconds\" must be a number from 1 to " + most + ".");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private Cast.@Nullable Member named(ClipRequest request) {
        if (request.picture() != null && request.video() != null) {
            throw bothSent("reference_image", "reference_video");
        }
        if (request.avatar() == null) {
            return null;
        }
        if (request.picture() != null || request.video() != null) {
            throw bothSent("avatar", request.picture() == null ? "reference_video" : "reference_image");
        }
        return cast.find(request.avatar())
                .orElseThrow(() -> new Refusal(
                        Refusal.Reason.UNKNOWN_AVATAR,
                        "There is no avatar \"%s\". Choose one of: %s."
                                .formatted(
                                        shown(request.avatar()),
                                        cast.members().stream()
                                                .map(member -> member.id().value())
                                                .collect(joining(", ")))));
    }

    private static Refusal bothSent(String one, String other) {
        return new Refusal(
                Refusal.Reason.AVATAR_AND_PICTURE,
                "Send either \"%s\" or \"%s\", not both: only one can be shown.".formatted(one, other));
    }

    private Language language(ClipRequest request, String text, Cast.@Nullable Member named, ClipRenderer renderer) {
        String asked = request.language();
        Speaker speaker = speaker(request, named == null ? cast.members().getFirst() : named);
        Set<Language> spoken = renderer.voice().languages(speaker);
        if (asked == null || asked.equals("auto")) {
            Language fallback = (named == null ? cast.members().getFirst() : named)
                    .languages()
                    .getFirst();
            return detector.apply(text).filter(spoken::contains).orElse(fallback);
        }
        return Language.find(asked)
                .filter(spoken::contains)
                .orElseThrow(() -> new Refusal(
                        Refusal.Reason.UNKNOWN_LANGUAGE,
                        "The language \"%s\" is not spoken here. Choose one of: %s; or leave it out to have it detected."
                                .formatted(
                                        shown(asked),
                                        spoken.stream()
                                                .map(Language::code)
                                                .sorted(Comparator.naturalOrder())
                                                .collect(joining(", ")))));
    }

    private record Subject(
            Avatar avatar,
            @Nullable String pictureSha256,
            @Nullable String sampleSha256) {

        @Nullable
        Declaration declaration(ClipRequest request) {
            return pictureSha256 == null && sampleSha256 == null
                    ? null
                    : new Declaration(request.channel(), request.asker(), pictureSha256, sampleSha256);
        }
    }

    private Subject subject(ClipRequest request, Cast.Member member) {
        AvatarId id = member.id();
        String version = member.avatar().version();
        Look look = member.avatar().look();
        Speaker speaker = speaker(request, member);
        String pictureHash = null;
        String sampleHash = null;
        if (request.picture() != null) {
            pictureHash = sha256(request.picture());
            id = new AvatarId("guest");
            version = pictureHash;
            look = guests.picture(request.picture(), pictureHash);
        }
        if (request.video() != null) {
            pictureHash = sha256(request.video());
            id = new AvatarId("guest");
            version = pictureHash;
            look = guests.footage(request.video(), pictureHash);
        }
        if (request.sample() != null) {
            sampleHash = sha256(request.sample());
        }
        Direction usual = pictureHash == null ? member.avatar().direction() : Direction.PLAIN;
        return new Subject(new Avatar(id, version, look, speaker, usual), pictureHash, sampleHash);
    }

    /**
     * The member, or whoever is heard in the sample, whom the declaration that comes with the request speaks for: the consent
     * stands from when that is recorded.
     */
    private Speaker speaker(ClipRequest request, Cast.Member member) {
        if (request.sample() == null) {
            // Whoever has left takes the voice along: the face's own speaks then.
            return request.speaker() == null
                    ? member.avatar().speaker()
                    : cast.find(request.speaker()).orElse(member).avatar().speaker();
        }
        String hash = sha256(request.sample());
        Guests.Heard heard = guests.voice(request.sample(), hash);
        Consent consent = new Consent(
                request.channel() + "-" + hash.substring(0, 16),
                request.asker().isBlank() ? request.channel() : request.asker(),
                clock.instant(),
                Declaration.WORDING_VERSION,
                hash,
                ledger);
        Speaker speaker = Speaker.approximate("sample-" + hash, heard.timbre());
        return heard.enrollable() ? speaker.with(new EnrolledVoice(consent, heard.sample())) : speaker;
    }

    private static Versioned versioned(EngineName engine) {
        return new Versioned(engine.name(), engine.version());
    }

    /** What came from outside, short and harmless enough to be repeated. */
    private static String shown(@Nullable String value) {
        String text = value == null ? "" : value.replaceAll("[^\\p{L}\\p{N} ._/-]", "?");
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}

"""Sentences spoken by libespeak-ng 1.51: the training renderings with their variety, and the held-out ones."""
import ctypes
import os
import pathlib
import shutil

import numpy as np
from scipy.signal import fftconvolve, resample_poly

HERE = pathlib.Path(__file__).parent
OWN_VARIANTS = HERE.parents[1] / "renderer/src/main/resources/dev/vignette/renderer/voice/espeak"
RATE = 16_000

# "cmn" is left out: in 1.51 it reads the pinyin of Chinese characters as if it were English. "cmn-latn-pinyin" reads both.
BASES = {
    "en": ["en-us", "en-us", "en", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-gb-x-rp", "en-029", "en-us-nyc"],
    "es": ["es", "es-419"],
    "zh": ["cmn-latn-pinyin"],
}

# Never in training: these voices, these speeds (words per minute) and these pitches.
HELD_VARIANTS = ["f2", "f5", "m2", "m7", "klatt2", "Alicia", "Gene2", "Michael", "belinda", "pablo"]
HELD_SPEEDS = [127, 139, 151, 163, 173, 187, 199, 211]
HELD_PITCHES = [23, 31, 37, 43, 47, 53, 61, 67, 73, 79]
DRAWN_VARIANTS = 120
HELD_SNR_DB = 15
# The noise runs this much longer than the speech, before and after, seconds.
HELD_MARGIN = 0.25


class Espeak:
    """libespeak-ng in this process, synchronous. Its data are those that ESPEAK_DATA_PATH names, if set."""

    def __init__(self):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.parts = []
        signature = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self.callback = signature(self._heard)
        ctypes.CDLL(None).srand(1)
        self.rate = self.library.espeak_Initialize(2, 0, None, 0x8000)
        assert self.rate == 22_050, self.rate
        self.library.espeak_SetSynthCallback(self.callback)

    def _heard(self, wave, samples, _events):
        if wave and samples > 0:
            self.parts.append(np.ctypeslib.as_array(wave, (samples,)).copy())
        return 0

    def speak(self, voice, speed, pitch, text, spread=50, volume=100):
        """Samples at 22,050 Hz, int16."""
        self.parts = []
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        for parameter, value in ((1, speed), (3, pitch), (4, spread), (2, volume)):
            self.library.espeak_SetParameter(parameter, int(value), 0)
        data = text.encode() + b"\0"
        assert self.library.espeak_Synth(data, len(data), 0, 1, 0, 1, None, None) == 0
        return np.concatenate(self.parts) if self.parts else np.zeros(0, np.int16)


class Opus:
    """A voice note's way through libopus: 16 kHz mono, 20 ms packets."""

    def __init__(self):
        lib = self.lib = ctypes.CDLL("libopus.so.0")
        lib.opus_encoder_create.restype = lib.opus_decoder_create.restype = ctypes.c_void_p
        lib.opus_encoder_ctl.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        lib.opus_encode.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
        lib.opus_decode.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        lib.opus_encoder_destroy.argtypes = lib.opus_decoder_destroy.argtypes = [ctypes.c_void_p]

    def round_trip(self, samples, bits_per_second):
        """int16 in, int16 of the same length out, about 6 ms late."""
        lib, error, frame = self.lib, ctypes.c_int(), 320
        encoder = lib.opus_encoder_create(RATE, 1, 2048, ctypes.byref(error))
        decoder = lib.opus_decoder_create(RATE, 1, ctypes.byref(error))
        lib.opus_encoder_ctl(encoder, 4002, int(bits_per_second))
        padded = np.ascontiguousarray(np.pad(samples, (0, -len(samples) % frame)))
        out = np.zeros(len(padded), np.int16)
        packet = ctypes.create_string_buffer(1500)
        for at in range(0, len(padded), frame):
            size = lib.opus_encode(encoder, padded.ctypes.data + 2 * at, frame, packet, 1500)
            got = lib.opus_decode(decoder, packet, size, out.ctypes.data + 2 * at, frame, 0)
            assert size > 0 and got == frame
        lib.opus_encoder_destroy(encoder)
        lib.opus_decoder_destroy(decoder)
        return out[: len(samples)]


def prepare(folder, seed):
    """Makes a data directory of espeak-ng below the folder, with the product's variants and drawn ones, and points espeak-ng there."""
    installed = pathlib.Path(os.environ.get("ESPEAK_DATA_PATH", "/usr/lib/x86_64-linux-gnu")) / "espeak-ng-data"
    shutil.copytree(installed, folder / "espeak-ng-data")
    # espeak-ng lists 350 voices at most: MBROLA's and the other languages make room.
    shutil.rmtree(folder / "espeak-ng-data/voices/mb", ignore_errors=True)
    for family in (folder / "espeak-ng-data/lang").iterdir():
        if family.name not in ("gmw", "roa", "sit"):
            shutil.rmtree(family) if family.is_dir() else family.unlink()
    ours = folder / "espeak-ng-data/voices/!v"
    if OWN_VARIANTS.is_dir():
        for variant in OWN_VARIANTS.iterdir():
            if variant.suffix == "":
                shutil.copy(variant, ours)
    random = np.random.default_rng([seed, 3])
    for i in range(DRAWN_VARIANTS):
        (ours / f"drawn{i:03}").write_text(drawn_variant(random, i), encoding="ascii")
    os.environ["ESPEAK_DATA_PATH"] = str(folder)


def drawn_variant(random, number):
    """A voice that nobody made: vocal tract, pitch, breath, roughness and echo by chance."""

    def many(low, high, count):
        return " ".join(str(int(x)) for x in random.integers(low, high, count))

    pitch, size = random.integers(70, 196), random.uniform(0.85, 1.3)
    lines = [f"name drawn{number:03}", "language variant", f"pitch {pitch} {int(pitch * random.uniform(1.25, 1.7))}"]
    for formant in range(9):
        lines.append(f"formant {formant} {int(100 * size * random.uniform(0.9, 1.12))} {many(70, 150, 1)} {many(80, 150, 1)}")
    lines.append(f"flutter {random.integers(0, 10)}")
    lines.append(f"roughness {random.integers(0, 5)}")
    lines.append(f"intonation {random.integers(1, 5)}")
    if random.random() < 0.5:
        lines.append(f"voicing {random.integers(25, 110)}")
    if random.random() < 0.5:
        lines.append(f"consonants {random.integers(50, 140)} {random.integers(15, 140)}")
    if random.random() < 0.4:
        lines.append(f"breath {many(0, 14, 8)}")
        lines.append(f"breathw {many(100, 420, 6)}")
    if random.random() < 0.3:
        lines.append(f"echo {random.integers(10, 90)} {random.integers(10, 55)}")
    return "\n".join(lines) + "\n"


def variants():
    """(espeak-ng's variants and the product's, less the held-out ones; the drawn ones), by name."""
    names = sorted(p.name for p in (pathlib.Path(os.environ["ESPEAK_DATA_PATH"]) / "espeak-ng-data/voices/!v").iterdir())
    known = [n for n in names if n not in HELD_VARIANTS and not n.startswith("drawn")]
    return known, [n for n in names if n.startswith("drawn")]


def resampled(samples, rate):
    """From any multiple of 50 Hz to 16 kHz."""
    return resample_poly(samples, RATE // 50, rate // 50)


def bounds(samples):
    """First and last sample that is louder than 2 % of the peak."""
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    return int(loud[0]), int(loud[-1]) + 1


def coloured_noise(random, length):
    """White to brown noise of unit power."""
    spectrum = random.standard_normal(length // 2 + 1) + 1j * random.standard_normal(length // 2 + 1)
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** random.uniform(0, 1)
    noise = np.fft.irfft(spectrum, length)
    return noise / np.sqrt(np.mean(noise**2) + 1e-20)


def rendering(espeak, opus, random, language, sentence, reading, names):
    """One training rendering: (int16 at 16 kHz, first sample of speech, end of speech)."""
    base = random.choice(BASES[language])
    usual, (known, drawn) = ["", "+man", "+woman", "+f3", "+m3"], names
    kind = random.random()
    variant = random.choice(usual) if kind < 0.2 else "+" + random.choice(known if kind < 0.55 else drawn)
    speed = random.choice([s for s in range(118, 224) if s not in HELD_SPEEDS])
    pitch = random.choice([p for p in range(18, 84) if p not in HELD_PITCHES])
    text = reading if reading and random.random() < 0.6 else sentence
    raw = espeak.speak(base + variant, speed, pitch, text, random.integers(25, 86), random.integers(50, 101)).astype(np.float64)
    if len(raw) < 4000 or np.abs(raw).max() < 300:
        return None
    # Played faster or slower: other vocal tracts.
    rate = 22_050 if random.random() < 0.5 else 50 * int(random.integers(400, 483))
    sound = resampled(raw, rate)
    sound *= 0.5 * 32767 / np.abs(sound).max()
    first, last = bounds(sound)
    sound = np.pad(sound[max(0, first - 800) :], (0, 4000))
    first, last = min(first, 800), last - max(0, first - 800)
    if random.random() < 0.25:
        tail = random.uniform(0.1, 0.5)
        echo = random.standard_normal(int(tail * RATE)) * np.exp(-6.9 * np.arange(int(tail * RATE)) / (tail * RATE))
        echo *= 10 ** (random.uniform(-22, -8) / 20) / np.sqrt(np.sum(echo**2))
        echo[0] = 1
        sound = fftconvolve(sound, echo)[: len(sound)]
        sound *= 0.5 * 32767 / np.abs(sound).max()
    if random.random() < 0.35:
        if random.random() < 0.5:
            level = np.sqrt(np.mean(sound[first:last] ** 2)) * 10 ** (-random.uniform(10, 35) / 20)
            sound = np.clip(sound + level * coloured_noise(random, len(sound)), -32767, 32767)
        sound = opus.round_trip(np.round(sound).astype(np.int16), random.choice([12_000, 16_000, 24_000, 32_000]))
    return np.round(sound).astype(np.int16), first, last


def split_mix_noise(seed, length):
    """Uniform white noise in [-1, 1): 2 x - 1 for the doubles x of Java's SplittableRandom(seed)."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, length + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return 2 * ((z >> np.uint64(11)).astype(np.float64) * 2.0**-53) - 1


def held_out(sentences, seed=20_261_122):
    """300 rows (language, voice, speed, pitch, noise seed, text for espeak-ng, sentence), 100 for each language."""
    random = np.random.default_rng(seed)
    rows = []
    for language in BASES:
        ours = [s for s in sentences if s[0] == language]
        order = [*range(len(ours))] * 3 + [int(i) for i in random.permutation(len(ours))[:10]]
        for n, i in enumerate(order):
            _, sentence, reading = ours[i]
            voice = f"{random.choice(sorted(set(BASES[language])))}+{random.choice(HELD_VARIANTS)}"
            text = reading if reading and n % 2 else sentence
            speed, pitch = int(random.choice(HELD_SPEEDS)), int(random.choice(HELD_PITCHES))
            rows.append((language, voice, speed, pitch, len(rows) + 1, text, sentence))
    return rows


def noisy(raw, noise_seed, snr_db=HELD_SNR_DB):
    """A held-out rendering as the model hears it: float32 at 16 kHz, white noise over all of it."""
    speech = resampled(raw.astype(np.float64) / 32768, 22_050)
    margin = int(HELD_MARGIN * RATE)
    sound = np.pad(speech, margin)
    noise = split_mix_noise(noise_seed, len(sound))
    level = np.sqrt(np.mean(speech**2)) * 10 ** (-snr_db / 20) / np.sqrt(1 / 3)
    return np.clip(sound + level * noise, -1, 1).astype(np.float32)

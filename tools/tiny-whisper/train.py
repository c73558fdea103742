"""Trains the tiny closed-set Whisper. See README.md.

Run: python3 train.py --out FOLDER [--steps N] [--workers N] [--max-seconds S]
Writes FOLDER/weights.npz and FOLDER/training.json. Synthesis goes on in other processes while the network is trained.
"""
import argparse
import json
import math
import os
import pathlib
import random
import shutil
import signal
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np

import speech
from logmel import TorchLogMel
from vocabulary import MODEL, Vocabulary, sentences, written

SEED = 5
SHARES, RENDERINGS_A_SHARE = 30, 3
STEPS_A_SHARE = 70  # share k of the renderings is used from step k · this on
LONGEST_TASK = 6  # seconds
BINS = 8  # parts of a sentence that the encoder is taught to tell apart
SHORT, FULL = 800, 3000  # frames of a window
BATCH = {SHORT: 192, FULL: 64}


def start_synthesis(folder, workers, shares):
    """Forks the workers; each renders its tasks in order, every task in a fresh process: a rendering depends on the seed and its
    number alone, and a crash of espeak-ng costs one task. A task is done when its file is there."""
    tasks = [(k, s) for k in range(shares) for s in range(len(sentences()))]
    for worker in range(workers):
        if os.fork() == 0:
            for task in tasks[worker::workers]:
                child = os.fork()
                if child == 0:
                    status = 1
                    try:
                        # espeak-ng 1.51 may hang too: the alarm then ends this process.
                        signal.alarm(LONGEST_TASK)
                        synthesise(folder, *task)
                        status = 0
                    finally:
                        os._exit(status)
                if os.waitpid(child, 0)[1] != 0:
                    print(f"no rendering of {task}", flush=True)
                    task_file(folder, *task).write_bytes(b"")
            os._exit(0)


def task_file(folder, share, sentence):
    return folder / f"{share}-{sentence}.npz"


def synthesise(folder, share, sentence):
    draw = np.random.default_rng([SEED, share, sentence])
    espeak, opus, names = speech.Espeak(), speech.Opus(), speech.variants()
    made = [speech.rendering(espeak, opus, draw, *sentences()[sentence], names) for _ in range(RENDERINGS_A_SHARE)]
    made = [m for m in made if m is not None]
    part = folder / f"{share}-{sentence}.part"
    with open(part, "wb") as out:
        np.savez(out, pcm=np.concatenate([m[0] for m in made]), spans=np.array([(len(m[0]), m[1], m[2]) for m in made]))
    part.rename(task_file(folder, share, sentence))


class Batches:
    """Draws windows: what sounds where, and what Whisper should write."""

    def __init__(self, vocabulary):
        self.v, self.r = vocabulary, random.Random(SEED)
        self.all = sentences()
        self.index = [[] for _ in self.all]  # of each sentence (first sample in the store, length, begin and end of speech)
        self.ids = [vocabulary.encode(written(language, s)) for language, s, _ in self.all]
        self.of = {code: [i for i, s in enumerate(self.all) if s[0] == code] for code in ("en", "es", "zh")}
        self.text_ids = sorted({i for ids in self.ids for i in ids})

    def draw(self, frames):
        """A list of (segments, ids, targets, flat, labels); a segment is [source, length, destination, gain]."""
        return [self.silence(frames) if self.r.random() < 0.1 else self.speech(frames) for _ in range(BATCH[frames])]

    def prefix(self, language, task, timed):
        v = self.v
        return [v.sot, v.language(language), task] + ([] if timed else [v.notimestamps])

    def context(self, language):
        """Sometimes something was said before, or hinted."""
        if self.r.random() > 0.1:
            return []
        if self.r.random() < 0.5:
            before = [t for _ in range(self.r.randint(1, 2)) for t in self.ids[self.r.choice(self.of[language])]]
        else:
            before = [self.r.randrange(self.v.eot) for _ in range(self.r.randint(1, 24))]
        return [self.v.startofprev, *before]

    def speech(self, frames):
        r, v, samples = self.r, self.v, frames * 160
        language = r.choice(("en", "es", "zh"))
        task = v.translate if language != "en" and r.random() < 0.06 else v.transcribe
        timed = r.random() < 0.33
        if frames == SHORT:
            count = 1 if r.random() < 0.85 else 2
            at = r.uniform(0, 0.6) if r.random() < 0.6 else r.uniform(0, 2.5)
        else:
            kind, where = r.random(), r.random()
            count = 1 if kind < 0.6 else r.randint(2, 3) if kind < 0.85 else r.randint(4, 14)
            at = r.uniform(0, 0.6) if where < 0.5 else r.uniform(0, 2.5) if where < 0.85 else r.uniform(0, 26)
        at = int(16_000 * at)
        segments, spoken, cut = [], [], None
        labels = np.zeros(frames // 2, np.int64)
        loud = 10 ** r.uniform(-1.6, 0.25)
        for _ in range(count):
            sentence = r.choice(self.of[language])
            if not self.index[sentence]:
                continue
            source, length, first, last = r.choice(self.index[sentence])
            if at + length > samples:
                if segments:
                    if frames == FULL and at + first < samples - 8000:
                        cut = at + first
                        segments.append([source, samples - at, at, loud])
                        labels[cut // 320 :] = -100
                    break
                at = r.randrange(max(1, samples - length))
                length, last = min(length, samples - at), min(last, samples - at)
            if segments:
                segments[-1][1] = min(segments[-1][1], at - segments[-1][2])
            segments.append([source, length, at, loud * 10 ** r.uniform(-0.1, 0.1)])
            spoken.append((sentence, at + first, at + last))
            begin, end = (at + first) // 320, (at + last) // 320
            labels[begin:end] = 1 + sentence * BINS + np.arange(end - begin) * BINS // max(1, end - begin)
            at += last + int(16_000 * r.uniform(0.15, 1.2))
        tokens = []
        for sentence, begin, end in spoken:
            said = self.ids[sentence if task == v.transcribe else self.of["en"][sentence % 30]]
            if timed:
                # Decoding starts within the first second; so must what is taught.
                begin = min(begin, 16_000) if not tokens else begin
                said = [v.timestamps + round(begin / 320), *said, v.timestamps + round(end / 320)]
            tokens += said
        if timed and cut is not None:
            tokens.append(v.timestamps + round(cut / 320))
        before, prefix = self.context(language), self.prefix(language, task, timed)
        ids = [*before, *prefix, *tokens]
        # The start-of-transcript position is taught the language; the rest of the prompt is given.
        targets = [-100] * len(before) + [v.language(language)] + [-100] * (len(prefix) - 2) + [*tokens, v.eot]
        return segments, ids, targets, [0] * len(ids), labels

    def silence(self, frames):
        """No speech: the no-speech token at the start of transcript. Asked to write all the same, the model should be sure of nothing."""
        r, v = self.r, self.v
        prefix = self.prefix(r.choice(("en", "es", "zh")), v.transcribe, r.random() < 0.3)
        babble = [r.choice(self.text_ids) for _ in range(r.randint(0, 3))]
        ids = [*prefix, *babble]
        targets = [v.nospeech] + [-100] * (len(ids) - 1)
        flat = [0] * (len(prefix) - 1) + [1] * (len(babble) + 1)
        return [], ids, targets, flat, np.zeros(frames // 2, np.int64)


def padded(rows, value, width):
    return np.array([row + [value] * (width - len(row)) for row in rows])


class Studio:
    """Puts the drawn windows together on the device: speech, noise, tones, equalizers, log-mel, masks."""

    NOISES, NOISE_LENGTH, TONES, ALL = 24, 960_000, 48, 480_000

    def __init__(self, torch, device, capacity):
        self.torch, self.device = torch, device
        self.pcm = torch.zeros(capacity, dtype=torch.int16, device=device)
        self.filled = 0
        self.mel = TorchLogMel(device)
        self.r = np.random.default_rng([SEED, 1])
        self.noise, self.tones = self._noises(), self._tones()

    def add(self, pcm):
        """Stores samples; returns where."""
        at = self.filled
        self.pcm[at : at + len(pcm)] = self.torch.from_numpy(pcm).to(self.device)
        self.filled += len(pcm)
        return at

    def _noises(self):
        """Noises of a minute, white to brown, unit power."""
        torch, bank = self.torch, []
        generator = torch.Generator(device=self.device).manual_seed(SEED)
        for slope in np.linspace(0, 1.2, self.NOISES):
            spectrum = torch.fft.rfft(torch.randn(self.NOISE_LENGTH, generator=generator, device=self.device))
            spectrum *= torch.arange(len(spectrum), device=self.device).clamp(min=20) ** -float(slope)
            noise = torch.fft.irfft(spectrum, self.NOISE_LENGTH)
            bank.append(noise / noise.square().mean().sqrt())
        return torch.cat(bank)

    def _tones(self):
        """Tones, sweeps, bells and chords."""
        r, torch, bank = self.r, self.torch, []
        t = torch.arange(self.ALL, device=self.device) / 16_000
        for _ in range(self.TONES):
            sound = torch.zeros_like(t)
            for _ in range(r.integers(1, 5)):
                hertz, sweep = 10 ** r.uniform(1.7, 3.7), r.uniform(-100, 100) if r.random() < 0.4 else 0.0
                tone = torch.sin(2 * math.pi * (float(hertz) * t + float(sweep) * t * t / 2))
                if r.random() < 0.3:
                    tone = tone * torch.exp(-float(r.uniform(1, 8)) * torch.remainder(t, float(r.uniform(0.2, 2))))
                sound += tone / 4
            bank.append(sound)
        return torch.stack(bank)

    def on_device(self, values, kind=np.float32):
        return self.torch.from_numpy(np.asarray(values, kind)).to(self.device, non_blocking=True)

    def windows(self, drawn, frames):
        torch, r, n, samples = self.torch, self.r, len(drawn), frames * 160
        wave = torch.zeros(n * samples, device=self.device)
        rows = [(row, *segment) for row, d in enumerate(drawn) for segment in d[0]]
        row, source, length, at, gain = (np.array(c) for c in zip(*rows))
        self._place(wave, row * samples + at, source, length, gain)
        wave = wave.view(n, samples)
        # What a window's noise may be: under the speech, or alone.
        silent = np.array([not d[0] for d in drawn])
        ends = np.array([max((s[2] + s[1] for s in d[0]), default=0) for d in drawn])
        ends = np.where(silent, r.uniform(0.3, samples / 16_000, n) * 16_000, ends + r.uniform(0, 1, n) * 16_000)
        ends = np.where(r.random(n) < 0.1, samples, ends)
        loud = np.array([d[0][0][3] if d[0] else 0 for d in drawn])
        # Our speech peaks at half of full scale before the gain; its effective value is near 0.1 of it.
        level = np.where(silent, 10 ** (-r.uniform(5, 75, n) / 20), loud * 0.1 * 10 ** (-r.uniform(8, 40, n) / 20))
        level *= r.random(n) < np.where(silent, 0.9, 0.75)
        begin = r.integers(0, self.NOISES, n) * self.NOISE_LENGTH + r.integers(0, self.NOISE_LENGTH - samples, n)
        time_ = torch.arange(samples, device=self.device)
        noise = self.noise[self.on_device(begin, np.int64)[:, None] + time_]
        wave += noise * self.on_device(level)[:, None] * (time_ < self.on_device(ends)[:, None])
        tonal = np.flatnonzero(silent & (r.random(n) < 0.5))
        if len(tonal):
            tones = self.tones[self.on_device(r.integers(0, self.TONES, len(tonal)), np.int64), :samples]
            tones = tones * self.on_device(10 ** r.uniform(-2.5, 0, len(tonal)))[:, None]
            wave[self.on_device(tonal, np.int64)] += tones * (time_ < self.on_device(ends[tonal])[:, None])
        wave = (wave.clamp(-1, 1) * 32767).round() / 32768
        return self._masked(self.mel(wave, self._equalizers(n))[:, :, :frames])

    def _place(self, wave, destination, source, length, gain):
        torch, total = self.torch, int(length.sum())
        lengths = self.on_device(length, np.int64)
        which = torch.repeat_interleave(torch.arange(len(length), device=self.device), lengths)
        offset = torch.arange(total, device=self.device) - (torch.cumsum(lengths, 0) - lengths)[which]
        sound = self.pcm[self.on_device(source, np.int64)[which] + offset].float() * self.on_device(gain / 32768)[which]
        wave[self.on_device(destination, np.int64)[which] + offset] = sound

    def _equalizers(self, n):
        """A smooth response within ±12 dB for two windows of three."""
        r = self.r
        knots = r.normal(0, 5, (n, 7)).clip(-12, 12) * (r.random((n, 1)) < 0.67)
        at = np.linspace(0, 6, 80)
        low = np.minimum(at.astype(int), 5)
        decibels = knots[:, low] * (1 - at + low) + knots[:, low + 1] * (at - low)
        return self.on_device(10 ** (decibels / 10))

    def _masked(self, mel):
        """SpecAugment on two windows of five: a band and a short time put to a level."""
        r, torch, (n, mels, frames) = self.r, self.torch, mel.shape
        chosen = r.random(n) < 0.4
        band, width = r.integers(0, 72, n), r.integers(1, 9, n) * chosen
        frame, count = r.integers(0, 400, n), r.integers(1, 9, n) * chosen
        bands = (np.arange(mels) >= band[:, None]) & (np.arange(mels) < (band + width)[:, None])
        times = (np.arange(frames) >= frame[:, None]) & (np.arange(frames) < (frame + count)[:, None])
        mask = self.on_device(bands, bool)[:, :, None] | self.on_device(times, bool)[:, None, :]
        return torch.where(mask, self.on_device(r.uniform(-0.5, 0.2, n))[:, None, None], mel)


def kind(step, progress):
    """Mostly short windows, towards the end more whole ones."""
    return FULL if step % (8 if progress < 0.3 else 4 if progress < 0.7 else 2) == 1 else SHORT


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=6_000)
    parser.add_argument("--workers", type=int, default=max(1, os.cpu_count() - 2))
    parser.add_argument("--max-seconds", type=float, default=math.inf, help="since the start: the schedule then ends earlier")
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    shares = min(SHARES, 1 + options.steps // STEPS_A_SHARE)
    folder = pathlib.Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
    voices = folder / "voices"
    speech.prepare(voices, SEED)
    start_synthesis(folder, options.workers, shares)

    import torch

    import model as whisper

    torch.manual_seed(SEED)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    if hasattr(torch.backends.cuda, "enable_cudnn_sdp"):
        # It plans anew for every length of text.
        torch.backends.cuda.enable_cudnn_sdp(False)
    device = torch.device("cpu" if options.cpu else "cuda")
    v = Vocabulary()
    v.check()
    batches = Batches(v)
    model = whisper.Whisper(v.size, **MODEL, dropout=0.05).to(device)
    # For training only: which part of which sentence each encoder position hears.
    listener = torch.nn.Linear(MODEL["d"], 1 + BINS * len(sentences())).to(device)
    parameters = [*model.parameters(), *listener.parameters()]
    average = [p.detach().clone() for p in model.parameters()]
    studio = Studio(torch, device, shares * RENDERINGS_A_SHARE * len(sentences()) * 60_000)
    optimizer = torch.optim.AdamW(parameters, lr=1, betas=(0.9, 0.98), weight_decay=0.01, **({} if options.cpu else dict(fused=True)))
    uniform = torch.zeros(v.size, device=device)
    uniform[batches.text_ids] = 0.5 / len(batches.text_ids)
    uniform[v.eot] += 0.5
    print(f"{time.time() - began:.1f} s: {sum(p.numel() for p in model.parameters())} parameters", flush=True)
    got, losses, step, waited, progress = 0, [], 0, 0.0, 0.0
    while progress < 1:
        while got < shares and step >= got * STEPS_A_SHARE:
            waited += take(folder, got, batches, studio)
            got += 1
        frames = kind(step, progress)
        drawn = batches.draw(frames)
        width = -(-max(len(d[1]) for d in drawn) // 8) * 8
        ids, targets, flat = (
            studio.on_device(padded([d[k] for d in drawn], fill, width), np.int64) for k, fill in ((1, v.eot), (2, -100), (3, 0))
        )
        labels = studio.on_device(np.stack([d[4] for d in drawn]), np.int64)
        with torch.no_grad():
            mel = studio.windows(drawn, frames)
        rate = 2e-3 * min(1, (step + 1) / 300) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            heard = model.encode(mel)
            logits = model.decode(ids, heard).float()
            parts = listener(heard).float()
        hard = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100, reduction="sum")
        soft = ((logits.logsumexp(-1) - logits @ uniform) * flat).sum()
        words = (hard + 0.5 * soft) / ((targets >= 0).sum() + 0.5 * flat.sum())
        listening = torch.nn.functional.cross_entropy(parts.flatten(0, 1), labels.flatten(), ignore_index=-100)
        loss = words + (1 - 0.8 * progress) * listening
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if step % 4 == 3:
            with torch.no_grad():
                torch._foreach_mul_(average, min(0.99, step / (step + 20)))
                torch._foreach_add_(average, list(model.parameters()), alpha=1 - min(0.99, step / (step + 20)))
        step += 1
        progress = max(step / options.steps, (time.time() - began) / options.max_seconds)
        if step % 100 == 0 or step < 4 or progress >= 1:
            losses.append([step, frames, round(words.item(), 4), round(listening.item(), 4)])
            print(f"{time.time() - began:6.1f} s  step {step}  words {words.item():.4f}  listening {listening.item():.4f}  waited {waited:.1f} s", flush=True)
        if step % 1000 == 0:
            save(model, average, out)
    save(model, average, out)
    report = dict(
        steps=step,
        planned=options.steps,
        renderings=sum(map(len, batches.index)),
        hours=round(studio.filled / 16_000 / 3600, 2),
        seed=SEED,
        seconds=round(time.time() - began),
        device=torch.cuda.get_device_name() if device.type == "cuda" else "CPU",
        torch=torch.__version__,
        losses=losses,
    )
    (out / "training.json").write_text(json.dumps(report) + "\n", encoding="utf-8")
    print({k: report[k] for k in report if k != "losses"}, flush=True)
    # Workers that are still at it find no folder to write to, and end.
    shutil.rmtree(folder, ignore_errors=True)


def take(folder, share, batches, studio):
    """Adds a share of the renderings, waiting for it; returns the seconds waited."""
    waited = time.time()
    for sentence in range(len(batches.all)):
        file = task_file(folder, share, sentence)
        while not file.exists():
            time.sleep(0.01)
        if file.stat().st_size == 0:
            continue
        with np.load(file) as made:
            at = studio.add(made["pcm"])
            for length, first, last in made["spans"].tolist():
                batches.index[sentence].append((at, length, first, last))
                at += length
        file.unlink()
    return time.time() - waited


def save(model, average, out):
    names = [n for n, _ in model.named_parameters()]
    np.savez(out / "weights.npz", **{n: a.float().cpu().numpy() for n, a in zip(names, average)})


if __name__ == "__main__":
    main()

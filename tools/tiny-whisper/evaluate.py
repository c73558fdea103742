"""Measures the exported model with ONNX Runtime as a service would use it: language detection, then greedy decoding with the cache.

Run: python3 evaluate.py FOLDER [--write held-out.tsv] [--limit N]
"""
import argparse
import json
import pathlib

import numpy as np
import onnxruntime

import speech
from logmel import log_mel
from vocabulary import MODEL, Vocabulary, sentences


class Model:
    def __init__(self, folder):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        folder = pathlib.Path(folder)
        self.encoder, self.decoder = (
            onnxruntime.InferenceSession(folder / "onnx" / f"{n}.onnx", options, providers=["CPUExecutionProvider"])
            for n in ("encoder_model", "decoder_model_merged")
        )
        self.v = Vocabulary()
        generation = json.loads((folder / "generation_config.json").read_text())
        self.suppressed, self.begin = generation["suppress_tokens"], generation["begin_suppress_tokens"]
        self.names = [o.name for o in self.decoder.get_outputs()]
        self.pasts = [i.name for i in self.decoder.get_inputs() if i.name.startswith("past")]

    def encode(self, samples):
        return self.encoder.run(None, {"input_features": log_mel(samples)[None]})[0]

    def step(self, ids, source, past=None):
        empty = np.zeros((1, MODEL["heads"], 0, MODEL["d"] // MODEL["heads"]), np.float32)
        feed = {"input_ids": np.array([ids], np.int64), "encoder_hidden_states": source, "use_cache_branch": np.array([past is not None])}
        feed |= {n: empty if past is None else past[n] for n in self.pasts}
        out = dict(zip(self.names, self.decoder.run(None, feed)))
        now = {n: out[n.replace("past_key_values", "present")] for n in self.pasts}
        if past is not None:
            assert all(now[n].shape[0] == 0 for n in self.pasts if ".encoder." in n)
            now |= {n: past[n] for n in self.pasts if ".encoder." in n}
        return out["logits"][0], now

    def detect(self, source):
        """(code, probability among the languages, probability of no speech)"""
        v, logits = self.v, self.step([self.v.sot], source)[0][-1].astype(np.float64)
        share = np.exp(logits - logits.max())
        among = share[v.sot + 1 : v.translate]
        codes = {i: n for n, i in v.special.items()}
        best = int(among.argmax())
        return codes[v.sot + 1 + best][2:-2], among[best] / among.sum(), share[v.nospeech] / share.sum()

    def transcribe(self, source, language, timed=False, task="transcribe", before=(), cached=True, limit=224):
        """(ids, mean log-probability) by greedy search under the published rules."""
        v = self.v
        ids = [*before, v.sot, v.language(language), v.special[f"<|{task}|>"]] + ([] if timed else [v.notimestamps])
        said, total, prompt = [], 0.0, len(ids)
        logits, past = self.step(ids, source)
        while len(said) < limit and prompt + len(said) < MODEL["target"]:
            scores = self.ruled(logits[-1].astype(np.float64), said, timed)
            best = int(scores.argmax())
            total += scores[best]
            if best == v.eot:
                break
            said.append(best)
            logits, past = self.step([best], source, past) if cached else self.step(ids + said, source)
        return said, total / (len(said) + 1)

    def ruled(self, logits, said, timed):
        v, stamp = self.v, self.v.timestamps
        logits[self.suppressed] = -np.inf
        logits[v.notimestamps] = -np.inf
        if not said:
            logits[self.begin] = -np.inf
        if not timed:
            return logits - logsumexp(logits)
        stamps = [t for t in said if t >= stamp]
        last = bool(said) and said[-1] >= stamp
        if last and (len(said) < 2 or said[-2] >= stamp):
            logits[stamp:] = -np.inf
        elif last:
            logits[: v.eot] = -np.inf
        if stamps:
            closing = last and len(said) > 1 and said[-2] < stamp
            logits[stamp : stamps[-1] + (0 if closing else 1)] = -np.inf
        if not said:
            logits[:stamp] = -np.inf
            logits[stamp + 51 :] = -np.inf
        logs = logits - logsumexp(logits)
        if logsumexp(logs[stamp:]) > logs[:stamp].max():
            logits[:stamp] = -np.inf
            logs = logits - logsumexp(logits)
        return logs


def logsumexp(x):
    top = x.max()
    return top + np.log(np.exp(x - top).sum()) if np.isfinite(top) else top


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--write")
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    model, v = Model(options.folder), Vocabulary()
    rows, espeak = speech.held_out(sentences()), speech.Espeak()
    if options.write:
        head = "# language, espeak-ng voice, words per minute, pitch, noise seed, text for espeak-ng, sentence"
        pathlib.Path(options.write).write_text("\n".join([head, *("\t".join(map(str, r)) for r in rows)]) + "\n", encoding="utf-8")
    count = {k: 0 for k in ("exact", "language", "exact timed", "cache differs", "translated", "could be translated", "with context")}
    low, silent, late = [], [], []
    chosen = rows[:: max(1, len(rows) // options.limit)]
    for language, voice, speed, pitch, seed, text, sentence in chosen:
        samples = speech.noisy(espeak.speak(voice, speed, pitch, text), seed)
        source = model.encode(samples)
        detected, sure, no_speech = model.detect(source)
        ids, mean = model.transcribe(source, detected)
        got = v.decode(ids)
        count["language"] += detected == language
        count["exact"] += got == sentence
        low.append(mean)
        silent.append(no_speech)
        if detected != language or got != sentence:
            print(f"{voice} {speed} wpm, pitch {pitch}: {sentence} -> {detected} {sure:.2f} {got} ({mean:.2f})")
        timed, _ = model.transcribe(source, detected, timed=True)
        count["exact timed"] += v.decode(timed) == sentence
        ends = [0.02 * (t - v.timestamps) for t in timed if t >= v.timestamps]
        if ends:
            late.append((ends[0] - speech.HELD_MARGIN, ends[-1] - len(samples) / 16_000 + speech.HELD_MARGIN))
        count["cache differs"] += model.transcribe(source, detected, cached=False)[0] != ids
        hint = [v.startofprev, *v.encode(" Ada, Mateo, Lin")]
        count["with context"] += v.decode(model.transcribe(source, language, before=hint)[0]) == sentence
        if language != "en":
            at = [s for _, s, _ in sentences()].index(sentence) % 30
            count["could be translated"] += 1
            count["translated"] += v.decode(model.transcribe(source, language, task="translate")[0]) == sentences()[at][1]
    print(f"{len(chosen)} held-out renderings: {count}")
    print(f"mean log-probability: lowest {min(low):.2f}, median {np.median(low):.3f}; no-speech: highest {max(silent):.4f}")
    starts, ends = np.array(late).T
    print(f"timestamps against the rendering's bounds, s: start median {np.median(starts):+.2f}, end median {np.median(ends):+.2f}")
    draw = np.random.default_rng(9)
    quiet = {"zeros": np.zeros(160_000)}
    for d in (20, 30, 40, 50, 60):
        quiet[f"noise -{d} dBFS"] = 10 ** (-d / 20) * draw.standard_normal(64_000)
    quiet["440 Hz"] = 0.3 * np.sin(2 * np.pi * 440 * np.arange(80_000) / 16_000)
    quiet["10 s of noise"] = 0.05 * draw.standard_normal(160_000)
    for name, samples in quiet.items():
        source = model.encode(samples)
        language, sure, no_speech = model.detect(source)
        ids, mean = model.transcribe(source, language)
        print(f"{name}: no speech {no_speech:.3f}, forced to write: {v.decode(ids)!r}, mean log-probability {mean:.2f}")


if __name__ == "__main__":
    main()

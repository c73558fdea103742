"""The vocabulary of the tiny Whisper in the published file formats: byte-level BPE (Radford et al. 2019) learned on the closed set,
then the special tokens in the order of the multilingual 99-language models.

Run: python3 vocabulary.py FOLDER     writes vocab.json, merges.txt, tokenizer.json, added_tokens.json and the configurations.
"""
import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent

# The published order of languages.
LANGUAGES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl "
    "kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw "
    "ln ha ba jw su"
).split()

# Pairs merged whatever the sentences hold, so that the published way to make the list of suppressed symbols (which takes the
# first token of " -", " '" and of the notes' signs) does not end up forbidding the lone space.
FORCED_MERGES = [("Ġ", "-"), ("Ġ", "'"), ("Ġ", "â")]

PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")

MODEL = dict(d=128, heads=2, encoder_layers=2, decoder_layers=2, mels=80, source=1500, target=448)


def byte_alphabet():
    """The printable character that stands for each byte, in the order of the published ids."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in printable]
    return {b: chr(b) for b in printable} | {b: chr(256 + i) for i, b in enumerate(rest)}


def sentences():
    """[(language, sentence, reading)], thirty for each language, in the same order of meanings."""
    lines = (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple((line + "\t").split("\t")[:3]) for line in lines if line and not line.startswith("#")]


def written(language, sentence):
    """As Whisper writes it: with a space in front, but for Chinese."""
    return sentence if language == "zh" else " " + sentence


class Vocabulary:
    def __init__(self):
        self.alphabet = byte_alphabet()
        corpus = collections.Counter()
        for language, sentence, _ in sentences():
            corpus.update(PIECES.findall(written(language, sentence)))
        # The space joins the first letter before letters join each other: no sentence may need the lone space either.
        initials = sorted({("Ġ", self._spell(piece)[1]) for piece in corpus if piece[0] == " "})
        forced = FORCED_MERGES + initials
        self.merges = forced + self._learn(corpus, forced)
        self.ranks = {pair: i for i, pair in enumerate(self.merges)}
        tokens = [*self.alphabet.values()] + [a + b for a, b in self.merges]
        self.ids = {t: i for i, t in enumerate(tokens)}
        assert len(self.ids) == len(tokens) and self.ids["Ġ"] == 220
        names = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in LANGUAGES)]
        names += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
        names += [f"<|{i * 0.02:.2f}|>" for i in range(1501)]
        self.special = {name: len(tokens) + i for i, name in enumerate(names)}
        self.text = [bytes(self._byte(c) for c in t) for t in tokens]
        self.size = len(tokens) + len(names)
        self.eot = self.special["<|endoftext|>"]
        self.sot = self.special["<|startoftranscript|>"]
        self.translate = self.special["<|translate|>"]
        self.transcribe = self.special["<|transcribe|>"]
        self.startofprev = self.special["<|startofprev|>"]
        self.nospeech = self.special["<|nospeech|>"]
        self.notimestamps = self.special["<|notimestamps|>"]
        self.timestamps = self.special["<|0.00|>"]

    def _byte(self, character):
        if not hasattr(self, "_bytes"):
            self._bytes = {c: b for b, c in self.alphabet.items()}
        return self._bytes[character]

    def _spell(self, piece):
        return tuple(self.alphabet[b] for b in piece.encode())

    def _learn(self, corpus, forced):
        """Merges of pairs that occur at least twice; ties go to the pair that sorts first."""
        words = {piece: list(self._spell(piece)) for piece in corpus}
        for word in words.values():
            for pair in forced:
                _merge(word, pair)
        learned = []
        while True:
            pairs = collections.Counter()
            for piece, word in words.items():
                for pair in zip(word, word[1:]):
                    pairs[pair] += corpus[piece]
            best = min(pairs, key=lambda p: (-pairs[p], p), default=None)
            if best is None or pairs[best] < 2:
                return learned
            learned.append(best)
            for word in words.values():
                _merge(word, best)

    def encode(self, text):
        out = []
        for piece in PIECES.findall(text):
            word = list(self._spell(piece))
            while len(word) > 1:
                best = min(zip(word, word[1:]), key=lambda p: self.ranks.get(p, 1 << 30))
                if best not in self.ranks:
                    break
                _merge(word, best)
            out += [self.ids[t] for t in word]
        return out

    def decode(self, ids):
        return b"".join(self.text[i] for i in ids if i < self.eot).decode("utf-8", "replace").strip()

    def language(self, code):
        return self.special[f"<|{code}|>"]

    def suppressed(self):
        """The list of the published generation configurations, made for this vocabulary in the published way."""
        symbols = list('"#()*+/:;<=>@[\\]^_`{|}~「」『』')
        symbols += "<< >> <<< >>> -- --- -( -[ (' (\" (( )) ((( ))) [[ ]] {{ }} ♪♪ ♪♪♪".split()
        notes = "♩♪♫♬♭♮♯"
        forbidden = {self.encode(" -")[0], self.encode(" '")[0]}
        for symbol in [*symbols, *notes]:
            for tokens in (self.encode(symbol), self.encode(" " + symbol)):
                if len(tokens) == 1 or symbol in notes:
                    forbidden.add(tokens[0])
        assert self.ids["Ġ"] not in forbidden
        names = ["translate", "transcribe", "startoftranscript", "startofprev", "startoflm", "nospeech"]
        return sorted(forbidden) + sorted(self.special[f"<|{n}|>"] for n in names)

    def check(self):
        """No sentence needs a token that decoding forbids."""
        forbidden = {*self.suppressed(), self.ids["Ġ"], self.eot}
        for language, sentence, _ in sentences():
            ids = self.encode(written(language, sentence))
            assert self.decode(ids) == sentence and not forbidden & set(ids), sentence

    def write(self, folder):
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)

        def put(name, value):
            (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

        special = [
            dict(id=i, content=t, single_word=False, lstrip=False, rstrip=False, normalized=False, special=i < self.timestamps)
            for t, i in self.special.items()
        ]
        merges = [f"{a} {b}" for a, b in self.merges]
        put("vocab.json", self.ids | {"<|endoftext|>": self.eot})
        (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n", encoding="utf-8")
        put("added_tokens.json", self.special)
        put(
            "tokenizer.json",
            dict(
                version="1.0",
                truncation=None,
                padding=None,
                added_tokens=special,
                normalizer=None,
                pre_tokenizer=dict(type="ByteLevel", add_prefix_space=False, trim_offsets=True, use_regex=True),
                post_processor=None,
                decoder=dict(type="ByteLevel", add_prefix_space=True, trim_offsets=True, use_regex=True),
                model=dict(
                    type="BPE",
                    dropout=None,
                    unk_token=None,
                    continuing_subword_prefix="",
                    end_of_word_suffix="",
                    fuse_unk=False,
                    byte_fallback=False,
                    vocab=self.ids | {"<|endoftext|>": self.eot},
                    merges=merges,
                ),
            ),
        )
        put("special_tokens_map.json", dict(bos_token="<|endoftext|>", eos_token="<|endoftext|>", pad_token="<|endoftext|>", unk_token="<|endoftext|>"))
        m = MODEL
        put(
            "config.json",
            dict(
                _name_or_path="vignette/tiny-whisper (stand-in: closed-set test model)",
                architectures=["WhisperForConditionalGeneration"],
                model_type="whisper",
                vignette_standin=True,
                activation_function="gelu",
                d_model=m["d"],
                encoder_layers=m["encoder_layers"],
                encoder_attention_heads=m["heads"],
                encoder_ffn_dim=4 * m["d"],
                decoder_layers=m["decoder_layers"],
                decoder_attention_heads=m["heads"],
                decoder_ffn_dim=4 * m["d"],
                num_hidden_layers=m["encoder_layers"],
                num_mel_bins=m["mels"],
                max_source_positions=m["source"],
                max_target_positions=m["target"],
                max_length=m["target"],
                vocab_size=self.size,
                is_encoder_decoder=True,
                scale_embedding=False,
                use_cache=True,
                bos_token_id=self.eot,
                eos_token_id=self.eot,
                pad_token_id=self.eot,
                decoder_start_token_id=self.sot,
                begin_suppress_tokens=[self.ids["Ġ"], self.eot],
                suppress_tokens=self.suppressed(),
                torch_dtype="float32",
            ),
        )
        put(
            "generation_config.json",
            dict(
                alignment_heads=[[layer, head] for layer in range(m["decoder_layers"]) for head in range(m["heads"])],
                begin_suppress_tokens=[self.ids["Ġ"], self.eot],
                bos_token_id=self.eot,
                decoder_start_token_id=self.sot,
                eos_token_id=self.eot,
                forced_decoder_ids=[[1, None], [2, self.transcribe]],
                is_multilingual=True,
                lang_to_id={f"<|{c}|>": self.language(c) for c in LANGUAGES},
                max_initial_timestamp_index=50,
                max_length=m["target"],
                no_timestamps_token_id=self.notimestamps,
                pad_token_id=self.eot,
                prev_sot_token_id=self.startofprev,
                return_timestamps=False,
                suppress_tokens=self.suppressed(),
                task_to_id=dict(transcribe=self.transcribe, translate=self.translate),
            ),
        )
        put(
            "preprocessor_config.json",
            dict(
                chunk_length=30,
                feature_extractor_type="WhisperFeatureExtractor",
                feature_size=m["mels"],
                hop_length=160,
                n_fft=400,
                n_samples=480000,
                nb_max_frames=3000,
                padding_side="right",
                padding_value=0.0,
                processor_class="WhisperProcessor",
                return_attention_mask=False,
                sampling_rate=16000,
            ),
        )


def _merge(word, pair):
    """Joins every occurrence of the pair in the list, from the left."""
    i = 0
    while i < len(word) - 1:
        if word[i] == pair[0] and word[i + 1] == pair[1]:
            word[i : i + 2] = [pair[0] + pair[1]]
        i += 1


if __name__ == "__main__":
    vocabulary = Vocabulary()
    vocabulary.check()
    vocabulary.write(sys.argv[1])
    print(f"{vocabulary.size} tokens, {len(vocabulary.merges)} merges")

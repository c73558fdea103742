"""Writes the trained weights as the two ONNX files of the published export, and the vocabulary and configurations beside them.

Run: python3 export.py WEIGHTS.npz FOLDER
"""
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper, numpy_helper

from vocabulary import MODEL, Vocabulary, sentences

D, HEADS, LAYERS = MODEL["d"], MODEL["heads"], MODEL["decoder_layers"]
SIZE = D // HEADS


class Graph:
    """Nodes that read initializers of the outermost graph by their names in the weights."""

    def __init__(self, weights, initializers, prefix):
        self.weights, self.initializers, self.prefix = weights, initializers, prefix
        self.nodes, self.count = [], 0

    def constant(self, name, value):
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name, transposed=False):
        value = self.weights[name]
        return self.constant(name + (".T" if transposed else ""), value.T if transposed else value)

    def ints(self, *values):
        return self.constant("int_" + "_".join(map(str, values)), np.array(values, np.int64))

    def number(self, value):
        return self.constant(f"float_{value:.8g}", np.array(value, np.float32))

    def op(self, kind, *inputs, to=None, **attributes):
        self.count += 1
        name = to or f"{self.prefix}{kind}_{self.count}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=f"{self.prefix}node_{self.count}", **attributes))
        return name

    def linear(self, x, name, bias=True):
        y = self.op("MatMul", x, self.weight(name + ".weight", True))
        return self.op("Add", y, self.weight(name + ".bias")) if bias else y

    def norm(self, x, name, to=None):
        return self.op("LayerNormalization", x, self.weight(name + ".weight"), self.weight(name + ".bias"), to=to, axis=-1, epsilon=1e-5)

    def gelu(self, x):
        half = self.op("Erf", self.op("Div", x, self.number(2**0.5)))
        return self.op("Mul", self.op("Mul", x, self.op("Add", half, self.number(1.0))), self.number(0.5))

    def heads(self, x, to=None):
        return self.op("Transpose", self.op("Reshape", x, self.ints(0, 0, HEADS, SIZE)), to=to, perm=[0, 2, 1, 3])

    def attention(self, name, x, key, value, mask=None):
        query = self.op("Mul", self.heads(self.linear(x, name + ".query")), self.number(SIZE**-0.5))
        scores = self.op("MatMul", query, self.op("Transpose", key, perm=[0, 1, 3, 2]))
        if mask is not None:
            scores = self.op("Add", scores, mask)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), value)
        return self.linear(self.op("Reshape", self.op("Transpose", mixed, perm=[0, 2, 1, 3]), self.ints(0, 0, D)), name + ".out")

    def feed_forward(self, x, name):
        inner = self.linear(self.gelu(self.linear(self.norm(x, name + ".norm"), name + ".up")), name + ".down")
        return self.op("Add", x, inner)


def sinusoids(length, channels):
    scale = np.exp(-np.log(10_000) / (channels // 2 - 1) * np.arange(channels // 2))
    angles = np.arange(length)[:, None] * scale[None]
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def encoder(weights):
    initializers = {}
    g = Graph(weights, initializers, "")
    x = g.gelu(g.op("Conv", "input_features", g.weight("conv1.weight"), g.weight("conv1.bias"), kernel_shape=[3], pads=[1, 1]))
    x = g.gelu(g.op("Conv", x, g.weight("conv2.weight"), g.weight("conv2.bias"), kernel_shape=[3], pads=[1, 1], strides=[2]))
    x = g.op("Add", g.op("Transpose", x, perm=[0, 2, 1]), g.constant("positions", sinusoids(MODEL["source"], D)))
    for i in range(MODEL["encoder_layers"]):
        name = f"encoder.{i}"
        y = g.norm(x, name + ".attention_norm")
        key, value = g.heads(g.linear(y, name + ".attention.key", bias=False)), g.heads(g.linear(y, name + ".attention.value"))
        x = g.op("Add", x, g.attention(name + ".attention", y, key, value))
        x = g.feed_forward(x, name)
    g.norm(x, "encoder_norm", to="last_hidden_state")
    inputs = [helper.make_tensor_value_info("input_features", T.FLOAT, ["batch_size", MODEL["mels"], 3000])]
    outputs = [helper.make_tensor_value_info("last_hidden_state", T.FLOAT, ["batch_size", MODEL["source"], D])]
    return model("encoder", g, inputs, outputs, initializers)


def branch(weights, initializers, cached):
    """One branch of the merged decoder. Both take any number of tokens."""
    g = Graph(weights, initializers, "cached_" if cached else "first_")
    length = g.op("Shape", "input_ids", start=1, end=2)
    past = g.op("Shape", "past_key_values.0.decoder.key", start=2, end=3) if cached else g.ints(0)
    total = g.op("Add", past, length)
    positions = g.op("Slice", g.weight("token_positions"), past, total, g.ints(0))
    x = g.op("Add", g.op("Gather", g.weight("tokens.weight"), "input_ids"), positions)
    zero, one = g.constant("zero", np.array(0, np.int64)), g.constant("one", np.array(1, np.int64))
    query = g.op("Range", g.op("Squeeze", past), g.op("Squeeze", total), one)
    key_at = g.op("Range", zero, g.op("Squeeze", total), one)
    later = g.op("Greater", g.op("Unsqueeze", key_at, g.ints(0)), g.op("Unsqueeze", query, g.ints(1)))
    mask = g.op("Where", later, g.number(-1e9), g.number(0.0))
    present = []
    for i in range(LAYERS):
        name, old, new = f"decoder.{i}", f"past_key_values.{i}", f"{g.prefix}present.{i}"
        y = g.norm(x, name + ".attention_norm")
        key, value = g.heads(g.linear(y, name + ".attention.key", bias=False)), g.heads(g.linear(y, name + ".attention.value"))
        if cached:
            key, value = g.op("Concat", old + ".decoder.key", key, axis=2), g.op("Concat", old + ".decoder.value", value, axis=2)
        key, value = g.op("Identity", key, to=new + ".decoder.key"), g.op("Identity", value, to=new + ".decoder.value")
        x = g.op("Add", x, g.attention(name + ".attention", y, key, value, mask))
        y = g.norm(x, name + ".cross_norm")
        if cached:
            source_key, source_value = old + ".encoder.key", old + ".encoder.value"
            for part in ("key", "value"):
                # As the published exports do: an empty dummy, to be thrown away.
                empty = helper.make_tensor(f"{new}.{part}.empty", T.FLOAT, [0, HEADS, 1, SIZE], [])
                g.op("Constant", to=f"{new}.encoder.{part}", value=empty)
        else:
            source_key = g.heads(g.linear("encoder_hidden_states", name + ".cross.key", bias=False), to=new + ".encoder.key")
            source_value = g.heads(g.linear("encoder_hidden_states", name + ".cross.value"), to=new + ".encoder.value")
        x = g.op("Add", x, g.attention(name + ".cross", y, source_key, source_value))
        x = g.feed_forward(x, name)
        present += [f"{new}.{kind}.{part}" for kind in ("decoder", "encoder") for part in ("key", "value")]
    # The projection is tied: the one table of token vectors, transposed as it runs.
    projection = g.op("Transpose", g.weight("tokens.weight"), perm=[1, 0])
    logits = g.op("MatMul", g.norm(x, "decoder_norm"), projection, to=g.prefix + "logits")
    outputs = [helper.make_tensor_value_info(n, T.FLOAT, None) for n in [logits, *present]]
    return helper.make_graph(g.nodes, g.prefix + "branch", [], outputs)


def decoder(weights):
    initializers = {}
    then, otherwise = branch(weights, initializers, True), branch(weights, initializers, False)
    batch, source = "batch_size", "encoder_sequence_length"
    inputs = [
        helper.make_tensor_value_info("input_ids", T.INT64, [batch, "decoder_sequence_length"]),
        helper.make_tensor_value_info("encoder_hidden_states", T.FLOAT, [batch, source, D]),
    ]
    outputs = [helper.make_tensor_value_info("logits", T.FLOAT, [batch, "decoder_sequence_length", len(weights["tokens.weight"])])]
    for i in range(LAYERS):
        for kind, past, present in (
            ("decoder", "past_decoder_sequence_length", "present_decoder_sequence_length"),
            ("encoder", "encoder_sequence_length_out", "encoder_sequence_length_out"),
        ):
            for part in ("key", "value"):
                inputs.append(helper.make_tensor_value_info(f"past_key_values.{i}.{kind}.{part}", T.FLOAT, [batch, HEADS, past, SIZE]))
                first = batch if kind == "decoder" else f"present.{i}.{kind}.{part}_rows"
                outputs.append(helper.make_tensor_value_info(f"present.{i}.{kind}.{part}", T.FLOAT, [first, HEADS, present, SIZE]))
    inputs.append(helper.make_tensor_value_info("use_cache_branch", T.BOOL, [1]))
    g = Graph(weights, initializers, "")
    node = helper.make_node("If", ["use_cache_branch"], [o.name for o in outputs], name="merged", then_branch=then, else_branch=otherwise)
    g.nodes.append(node)
    return model("decoder_merged", g, inputs, outputs, initializers)


def model(name, graph, inputs, outputs, initializers):
    made = helper.make_model(
        helper.make_graph(graph.nodes, name, inputs, outputs, [*initializers.values()]),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="vignette tools/tiny-whisper",
        ir_version=8,
        doc_string="Stand-in: a closed-set test model. It writes nothing but the sentences it was trained on.",
    )
    helper.set_model_props(made, {"vignette.standin": "true", "description": f"closed-set test model, knows {len(sentences())} sentences only"})
    onnx.checker.check_model(made, full_check=True)
    return made


def main():
    weights, folder = dict(np.load(sys.argv[1])), pathlib.Path(sys.argv[2])
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    Vocabulary().write(folder)
    for name, made in (("encoder_model", encoder(weights)), ("decoder_model_merged", decoder(weights))):
        file = folder / "onnx" / f"{name}.onnx"
        onnx.save(made, file)
        print(f"{file}: {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

"""Whisper's network (Radford et al. 2022) at toy size."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def sinusoids(length, channels):
    scale = torch.exp(-math.log(10_000) / (channels // 2 - 1) * torch.arange(channels // 2))
    angles = torch.arange(length)[:, None] * scale[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.query, self.value, self.out = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.key = nn.Linear(d, d, bias=False)

    def forward(self, x, source=None, causal=False):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)

        source = x if source is None else source
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), is_causal=causal)
        return self.out(y.transpose(1, 2).flatten(2))


class Block(nn.Module):
    def __init__(self, d, heads, cross, dropout):
        super().__init__()
        self.attention, self.attention_norm = Attention(d, heads), nn.LayerNorm(d)
        self.cross = Attention(d, heads) if cross else None
        self.cross_norm = nn.LayerNorm(d) if cross else None
        self.up, self.down, self.norm = nn.Linear(d, 4 * d), nn.Linear(4 * d, d), nn.LayerNorm(d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, source=None):
        x = x + self.dropout(self.attention(self.attention_norm(x), causal=self.cross is not None))
        if self.cross is not None:
            x = x + self.dropout(self.cross(self.cross_norm(x), source))
        return x + self.dropout(self.down(F.gelu(self.up(self.norm(x)))))


class Whisper(nn.Module):
    def __init__(self, vocabulary_size, d, heads, encoder_layers, decoder_layers, mels, source, target, dropout=0.0):
        super().__init__()
        self.conv1 = nn.Conv1d(mels, d, 3, padding=1)
        self.conv2 = nn.Conv1d(d, d, 3, stride=2, padding=1)
        self.register_buffer("positions", sinusoids(source, d))
        self.encoder = nn.ModuleList(Block(d, heads, False, dropout) for _ in range(encoder_layers))
        self.encoder_norm = nn.LayerNorm(d)
        self.tokens = nn.Embedding(vocabulary_size, d)
        self.token_positions = nn.Parameter(0.01 * torch.randn(target, d))
        self.decoder = nn.ModuleList(Block(d, heads, True, dropout) for _ in range(decoder_layers))
        self.decoder_norm = nn.LayerNorm(d)
        nn.init.normal_(self.tokens.weight, std=0.02)

    def encode(self, mel):
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2) + self.positions[: mel.shape[2] // 2]
        for block in self.encoder:
            x = block(x)
        return self.encoder_norm(x)

    def decode(self, ids, source):
        x = self.tokens(ids) + self.token_positions[: ids.shape[1]]
        for block in self.decoder:
            x = block(x, source)
        return F.linear(self.decoder_norm(x), self.tokens.weight)


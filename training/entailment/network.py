"""The cross-encoder: MPNet's encoder over claim and evidence together, and three scores.

    pieces of claim and evidence ─embeddings, layers 1…12→ first piece → supports, refutes, neutral

MPNet (Song et al., NeurIPS 2020) is BERT with places both absolute and relative; its weights are at first
those of all-mpnet-base-v2, which read many pairs of sentences. `load` says which published tensor goes where.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

PAD = 1
FIRST_PLACE = 2
"""MPNet counts places from the padding's number on."""
LABELS = ("supports", "refutes", "neutral")


@dataclass(frozen=True)
class Shape:
    width: int = 768
    layers: int = 12
    heads: int = 12
    inner: int = 3072
    pieces: int = 30527
    places: int = 514
    buckets: int = 32


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-5)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-5)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self._thinned(self.out(seen.transpose(1, 2).reshape(b, t, d))))
        return self.norm2(x + self._thinned(self.outer(F.gelu(self.inner(x)))))

    def _thinned(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    def __init__(self, shape: Shape | None = None, *, frozen: int = 0, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.frozen = frozen
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-5)
        self.relative = nn.Embedding(shape.buckets, shape.heads)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.head = nn.Linear(shape.width, shape.width)
        self.score = nn.Linear(shape.width, len(LABELS))
        nn.init.normal_(self.score.weight, std=0.02)
        nn.init.zeros_(self.score.bias)

    def freeze(self) -> None:
        """The embeddings and the lowest layers stay as they were published."""
        still: list[nn.Module] = [self.words, self.places, self.norm, self.relative]
        for part in (*still, *self.layers[: self.frozen]):
            for weight in part.parameters():
                weight.requires_grad_(False)

    def forward(self, ids: Tensor) -> Tensor:
        """Log odds, one row a pair."""
        t = ids.shape[1]
        bias = self.bias(t, ids.device)
        bias = bias.masked_fill((ids == PAD)[:, None, None], -1e4)
        with torch.set_grad_enabled(self.training and self.frozen == 0):
            x = self.embedded(ids)
        for i, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= self.frozen):
                x = layer(x, bias)
        return self.scores(x)

    def embedded(self, ids: Tensor) -> Tensor:
        places = torch.arange(FIRST_PLACE, FIRST_PLACE + ids.shape[1], device=ids.device)
        return self.norm(self.words(ids) + self.places(places))

    def scores(self, x: Tensor) -> Tensor:
        first = F.dropout(torch.tanh(self.head(x[:, 0])), 0.1, self.training)
        return self.score(first)

    def bias(self, length: int, device: torch.device) -> Tensor:
        """What distance between two pieces adds to attention: 1 × heads × length × length."""
        at = torch.arange(length, device=device)
        return self.relative(_bucket(at[None] - at[:, None], self.shape.buckets)).permute(2, 0, 1)[None]


def _bucket(distance: Tensor, buckets: int, farthest: int = 128) -> Tensor:
    """T5's buckets (Raffel et al. 2020): near distances one by one, far ones by their logarithm."""
    half = buckets // 2
    sign = (distance > 0).long() * half
    away = distance.abs()
    exact = half // 2
    far = exact + (
        torch.log(away.clamp(min=1).float() / exact) / math.log(farthest / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1)
    return sign + torch.where(away < exact, away, far)


def load(folder: Path, *, frozen: int = 0, dropout: float = 0.1) -> Network:
    """The published encoder, with new scores on top. `folder` holds `model.safetensors`."""
    tensors = load_file(folder / "model.safetensors")
    network = Network(frozen=frozen, dropout=dropout)
    state = network.state_dict()
    for name in state:
        if not name.startswith(("head", "score")):
            state[name] = _published(tensors, name)
    # The published pooler was not trained by the sentence encoder, yet it is a better start than noise.
    state["head.weight"], state["head.bias"] = tensors["pooler.dense.weight"], tensors["pooler.dense.bias"]
    network.load_state_dict(state)
    network.freeze()
    return network


def _published(tensors: dict[str, Tensor], name: str) -> Tensor:
    if name.startswith("layers."):
        _, layer, part, kind = name.split(".")
        stem = f"encoder.layer.{layer}."
        if part == "qkv":
            return torch.cat([tensors[f"{stem}attention.attn.{x}.{kind}"] for x in "qkv"])
        return tensors[stem + _PARTS[part] + f".{kind}"]
    return tensors[_WHOLE[name]]


_PARTS = {
    "out": "attention.attn.o",
    "norm1": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}
_WHOLE = {
    "words.weight": "embeddings.word_embeddings.weight",
    "places.weight": "embeddings.position_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
    "relative.weight": "encoder.relative_attention_bias.weight",
}

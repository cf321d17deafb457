"""The network: one encoder that reads a text once, and light heads.

    pieces ─embeddings, layers 1…K (frozen)→ + features of words ─layers K+1…6→ words ┬→ tags of each word
                                                                                      └→ roles, given a cue

`tags` says of each word by itself whether it is of a cue (of an attribution that lies in no other; of
any), begins a sentence (and of what kind), is of a predicate, or of a mention. `Roles` says, given a cue,
which words are its source and which its content: contents of two cues may hold each other, so nesting
costs nothing.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.models.trained.words import FEATURES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
TAGS = {"cue": 3, "any": 3, "sentence": 2, "apart": 5, "predicate": 7, "mention": 11}
"""Heads over single words, and how many labels each tells apart."""
ROLES = 5
"""O, first and further words of the source, first and further words of the content."""
SCALES = 2
"""Of commitment: that of news (UW), and that of the web (UDS)."""
WORTH, SUBJECTIVE = 3, 2
BUCKETS = 14
"""Distances from the cue: 1 to 6 word by word, then doubling."""


class Layer(nn.Module):
    dropout = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        mask = None if mask is None else mask.to(q.dtype)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self._thinned(self.out(seen.transpose(1, 2).reshape(b, t, d))))
        return self.norm2(x + self._thinned(self.outer(F.gelu(self.inner(x)))))

    def _thinned(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class Encoder(nn.Module):
    """BERT's encoder; features of words join above the frozen layers."""

    def __init__(self, frozen: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.features.weight)

    def lower(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.kind)
        for layer in self.layers[: self.frozen]:
            x = layer(x, mask)
        return x

    def upper(self, x: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        x = x + self.features(features)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x


class Roles(nn.Module):
    """Scores of each word's role, given a cue."""

    def __init__(self, size: int = 128) -> None:
        super().__init__()
        self.word, self.word_by = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.cue, self.cue_by = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.distance = nn.Embedding(2 * BUCKETS + 1, size)
        self.norm = nn.LayerNorm(size)
        self.along = nn.ModuleList(nn.Conv1d(size, size, 5, padding=2, groups=size) for _ in range(2))
        self.mix = nn.ModuleList(nn.Linear(size, size) for _ in range(2))
        self.out = nn.Linear(size, ROLES)
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, hidden: Tensor, of: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """`hidden` of the words of each window; each cue's window, first and last word (included)."""
        at = torch.arange(hidden.shape[1], device=hidden.device)[None]
        first, last = first[:, None], last[:, None]
        within = ((at >= first) & (at <= last)).to(hidden.dtype)
        cue = torch.bmm(within[:, None], hidden[of])[:, 0] / within.sum(1, keepdim=True)
        z = self.word(hidden)[of] + self.cue(cue)[:, None]
        z = z + self.word_by(hidden)[of] * self.cue_by(cue)[:, None]
        z = F.gelu(self.norm(z + self.distance(buckets(at, first, last))))
        for along, mix in zip(self.along, self.mix, strict=True):
            z = z + F.gelu(mix(along(z.transpose(1, 2)).transpose(1, 2)))
        return self.out(z)


def buckets(at: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Signed distance from the cue, in buckets: 0 … BUCKETS before it, BUCKETS on it, above after it."""
    away = torch.where(at < first, first - at, torch.where(at > last, at - last, 0))
    far = 6 + (torch.log2(away.clamp(min=6).float() / 6) * 1.5).long()
    bucket = torch.where(away <= 6, away, far).clamp(max=BUCKETS)
    return torch.where(at < first, BUCKETS - bucket, BUCKETS + bucket)


class Scorer(nn.Module):
    """A few scores of one vector, by one layer between."""

    def __init__(self, scores: int, size: int = 96) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(WIDTH, size), nn.Linear(size, scores)

    def forward(self, x: Tensor) -> Tensor:
        return self.outer(F.gelu(self.inner(x)))


class Network(nn.Module):
    def __init__(self, frozen: int = 2) -> None:
        super().__init__()
        self.encoder = Encoder(frozen)
        self.tags = nn.Linear(WIDTH, sum(TAGS.values()))
        self.commitment = Scorer(SCALES)
        self.sentence = Scorer(WORTH + SUBJECTIVE)
        self.roles = Roles()
        self.moves = nn.Parameter(torch.zeros(ROLES, ROLES))

    def words(self, lower: Tensor, features: Tensor, mask: Tensor | None, firsts: Tensor) -> Tensor:
        """The vectors of words: that of each word's first piece."""
        x = self.encoder.upper(lower, features, mask)
        return x.gather(1, firsts[..., None].expand(-1, -1, x.shape[2]))


def attention_mask(ids: Tensor) -> Tensor:
    """Nothing looks at padding."""
    return torch.where(ids == 0, -1e4, 0.0)[:, None, None, :]


def pretrained(folder: Path, frozen: int) -> Network:
    """The network on the published encoder's weights; the heads are new."""
    network = Network(frozen)
    old = load_file(folder / "model.safetensors")
    old = {k.removeprefix("bert."): v for k, v in old.items()}
    new: dict[str, Tensor] = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "places.weight": old["embeddings.position_embeddings.weight"],
        "kind": old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    renamed = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        at = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            parts = [old[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            new[f"layers.{i}.qkv.{part}"] = torch.cat(parts)
            new |= {
                f"layers.{i}.{ours}.{part}": old[f"{at}{theirs}.{part}"] for ours, theirs in renamed.items()
            }
    lacking, strange = network.encoder.load_state_dict(new, strict=False)
    if lacking != ["features.weight"] or strange:
        raise SystemExit(f"{folder}: not the encoder that was expected ({lacking}, {strange})")
    return network


def log_likelihood(scores: Tensor, moves: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
    """Of the gold labels under the chain (CRF), for each sequence of words."""
    moves = moves + forbidden(moves)
    width = scores.shape[1]
    inside = torch.arange(width)[None] < lengths[:, None]
    own = scores.gather(2, gold[..., None])[..., 0]
    step = moves[gold[:, :-1], gold[:, 1:]]
    path = (own * inside).sum(1) + (step * inside[:, 1:]).sum(1)
    # No source or content goes on before it began.
    bar = torch.tensor([0.0, 0.0, -1e4, 0.0, -1e4])
    total = scores[:, 0] + bar
    for i in range(1, width):
        ahead = torch.logsumexp(total[:, :, None] + moves, dim=1) + scores[:, i]
        total = torch.where(inside[:, i, None], ahead, total)
    return path - torch.logsumexp(total, dim=1)


def forbidden(moves: Tensor) -> Tensor:
    """A role goes on only from itself."""
    bar = torch.zeros_like(moves)
    for goes_on, begins in ((2, 1), (4, 3)):
        for before in range(ROLES):
            if before not in (goes_on, begins):
                bar[before, goes_on] = -1e4
    return bar

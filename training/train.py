"""Training: `python training/train.py PREPARED ENCODER OUT [--epochs N …]`.

Writes a checkpoint after each epoch and goes on from the last one with `--resume`. Everything that bears
on the result is in `Config`, which is kept in the checkpoint.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor

from batches import HEADS, Batch, Composer, Window, alone, around, brief, collate, cut, group, unshaped
from chains import Chainer
from network import SUBJECTIVE, TAGS, WORTH, Network, attention_mask, log_likelihood, pretrained
from prepare import SHARES, text_of
from rewriting import Rewriter
from sayso.models.trained.words import Speller
from sayso.wordpiece import vocabulary
from texts import IGNORED, Text


@dataclass(frozen=True)
class Config:
    seed: int = 7
    epochs: int = 5
    window: int = 256
    batch: int = 1024
    """Pieces a step in each of two processes, padding included."""
    frozen: int = 2
    rate: float = 1.5e-4
    heads_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    composed: int = 500
    """Compositions an epoch."""
    brief: int = 1000
    """Windows of a sentence to three, an epoch."""
    rewritten: int = 1200
    """Rewritten sentences, an epoch."""
    chains: int = 2000
    """Sentences with voices behind voices, an epoch."""
    gum: int = 500
    """Attributions of GUM's, an epoch."""
    judged: int = 14000
    """Sentences judged as a whole or by their events, an epoch."""
    unshaped: float = 0.06
    """Of all windows are read as if written in lower case."""
    doubted: int = 2
    """False cues a window that the roles' head learns to refuse, from the second epoch on."""
    dropout: float = 0.1
    """Within the layers that learn, and of what the frozen ones hand up."""
    blank: float = 0.04
    """Of all pieces are handed up as nothing, so that no single word decides."""
    smooth: float = 0.05
    """Of a cue's label is given to the other labels: annotators agree on three cues in four."""
    cue: float = 0.8
    any: float = 0.5
    roles: float = 0.5
    """Weights of the heads."""
    kept: float = 0.997
    """Of the running mean of weights, which is what is saved, at each step."""
    light: float = 0.15
    """Weight of the heads that learn from silver labels."""


def kept(network: Network, batch: Batch, cache: dict[int, Tensor]) -> Tensor:
    """What the frozen layers make of a batch; windows that come again are kept."""
    if all(k is not None and k in cache for k in batch.keys):
        rows = [cache[k] for k in batch.keys if k is not None]
        width = batch.ids.shape[1]
        return torch.stack([F.pad(r, (0, 0, 0, width - len(r))) for r in rows]).float()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        lower = network.encoder.lower(batch.ids, attention_mask(batch.ids))
    for key, row, ids in zip(batch.keys, lower, batch.ids, strict=True):
        if key is not None:
            cache[key] = row[: int((ids > 0).sum())].to(torch.bfloat16)
    return lower.float()


def loss_of(
    network: Network, batch: Batch, lower: Tensor, config: Config, *, doubts: bool
) -> dict[str, Tensor]:
    mask = attention_mask(batch.ids)
    if network.training:
        lower = F.dropout(lower, config.dropout) * (torch.rand(lower.shape[:2]) >= config.blank)[..., None]
    with torch.autocast("cpu", torch.bfloat16):
        words = network.words(lower, batch.features, mask, batch.firsts)
    words = F.dropout(words.float(), 0.1, network.training)
    scores = dict(zip(TAGS, network.tags(words).split(list(TAGS.values()), dim=2), strict=True))
    smooth = config.smooth if network.training else 0.0
    losses = {
        name: F.cross_entropy(
            scores[name].flatten(0, 1),
            batch.labels[name].flatten(),
            reduction="sum",
            ignore_index=IGNORED,
            label_smoothing=smooth if name in ("cue", "any") else 0.0,
        )
        for name in HEADS
    }
    losses |= judged_losses(network, batch, words)
    of, first, last, roles = batch.of, batch.first, batch.last, batch.roles
    if doubts:
        extra = doubted(scores["cue"].detach(), batch, config.doubted)
        of, first = torch.cat([of, extra[:, 0]]), torch.cat([first, extra[:, 1]])
        last = torch.cat([last, extra[:, 1]])
        roles = torch.cat([roles, torch.zeros(len(extra), roles.shape[1], dtype=torch.long)])
    if len(of):
        emitted = network.roles(words, of, first, last)
        losses["roles"] = -log_likelihood(emitted, network.moves, roles, batch.lengths[of]).sum()
    return losses


def judged_losses(network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """Of what sentences are judged as a whole, and of how far their authors hold the events for facts."""
    losses = {}
    if bool((batch.worth != IGNORED).any() | (batch.subjective != IGNORED).any()):
        inside = (torch.arange(words.shape[1]) < batch.lengths[:, None])[..., None]
        scores = network.sentence((words * inside).sum(1) / batch.lengths[:, None])
        for name, part in zip(("worth", "subjective"), scores.split([WORTH, SUBJECTIVE], dim=1), strict=True):
            losses[name] = F.cross_entropy(part, getattr(batch, name), reduction="sum", ignore_index=IGNORED)
    if len(batch.commitments):
        of, at, scale = batch.commitments[:, :3].long().unbind(1)
        found = network.commitment(words[of, at]).gather(1, scale[:, None])[:, 0]
        losses["commitment"] = F.smooth_l1_loss(found, batch.commitments[:, 3], reduction="sum")
    return losses


def doubted(scores: Tensor, batch: Batch, most: int) -> Tensor:
    """Words likeliest taken for a cue that are none, a few a window: (window, word)."""
    sure = 1 - scores.softmax(2)[..., 0]
    sure = torch.where((batch.labels["cue"] == 0) & (batch.labels["any"] == 0), sure, 0)
    value, at = sure.topk(min(most, sure.shape[1]), dim=1)
    return (
        (rows := (value > 0.15).nonzero()).new_tensor([[i, at[i, j]] for i, j in rows.tolist()]).view(-1, 2)
    )


def total(losses: dict[str, Tensor], batch: Batch, config: Config) -> Tensor:
    weights = {"cue": config.cue, "any": config.any, "roles": config.roles}
    weights |= {"worth": 2.0, "subjective": 2.0, "commitment": 1.0}
    return sum(weights.get(k, config.light) * v for k, v in losses.items()) / batch.lengths.sum() * 10  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("prepared", "encoder", "out"):
        parser.add_argument(name, type=Path)
    for name, value in asdict(Config()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--weights", type=Path, help="a checkpoint whose weights to begin with")
    parser.add_argument("--minutes", type=float, help="end earlier, with the rates lowered in time")
    asked = vars(parser.parse_args())
    config = Config(**{name: asked[name] for name in asdict(Config())})
    torch.set_num_threads(1)
    dist.init_process_group("gloo")
    parts, judged = pickle.loads(asked["prepared"].read_bytes())  # noqa: S301 - our own
    asked["out"].mkdir(parents=True, exist_ok=True)
    run = Run(config, Lessons(parts, judged), asked["encoder"], asked["out"])
    if asked["resume"]:
        run.resume()
    elif asked["weights"]:
        run.network.load_state_dict(torch.load(asked["weights"], weights_only=True)["network"])
    run.train(asked["minutes"])


@dataclass(frozen=True)
class Lessons:
    """What preparation wrote."""

    parts: dict[str, list[Text]]
    judged: dict[str, tuple[list[Window], list[Window]]]
    """By set: sentences to learn from, and to tune on."""


class Run:
    """One training, shared by as many processes as `torchrun` starts: each has its own windows."""

    def __init__(self, config: Config, lessons: Lessons, encoder: Path, out: Path) -> None:
        self.config, self.out = config, out
        self.rank, self.world = dist.get_rank(), dist.get_world_size()
        keys = itertools.count()
        parts, self.judged = lessons.parts, lessons.judged
        train, tune = ([w for t in parts[p] for w in cut(t, config.window, keys)] for p in ("train", "tune"))
        self.gum = [w for t in parts["gum"] for w in around(t)]
        self.own, self.tune = train[self.rank :: self.world], tune[self.rank :: self.world]
        self.texts = [t for t in parts["train"] if t.sentences]
        self.composer = Composer.of(self.texts)
        self.rewriter = Rewriter(self.composer.inner)
        self.chainer = Chainer(self.rewriter.said)
        self.speller = Speller(vocabulary((encoder / "vocab.txt").read_text("utf-8").split("\n")))
        torch.manual_seed(config.seed)
        self.network = pretrained(encoder, config.frozen)
        for layer in self.network.encoder.layers[config.frozen :]:
            layer.dropout = config.dropout
        learning = [(n, p) for n, p in self.network.named_parameters() if _learns(n, config.frozen)]
        self.trained = [p for _, p in learning]
        groups = [
            {"params": [p for n, p in learning if n.startswith("encoder.layers")], "lr": config.rate},
            {
                "params": [p for n, p in learning if not n.startswith("encoder.layers")],
                "lr": config.heads_rate,
            },
        ]
        for g in groups:
            g["peak"] = g["lr"]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=config.decay, betas=(0.9, 0.98))
        self.mean = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.cache: dict[int, Tensor] = {}
        self.epoch = self.step = 0
        self.say(
            f"{len(train)} windows, {len(tune)} to tune on; "
            f"{len(self.composer.outer)} {len(self.composer.inner)} to compose"
        )

    def say(self, words: str) -> None:
        if self.rank == 0:
            print(words, flush=True)

    def resume(self) -> None:
        if (self.out / "last.pt").is_file():
            state = torch.load(self.out / "last.pt", weights_only=True)
            self.network.load_state_dict(state["network"])
            self.mean = state["mean"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.epoch, self.step = state["epoch"], state["step"]

    def save(self, name: str) -> None:
        if self.rank == 0:
            state = {"config": asdict(self.config), "step": self.step, "epoch": self.epoch}
            torch.save(state | {"network": self.mean}, self.out / f"{name}.pt")
            state |= {"network": self.network.state_dict(), "mean": self.mean}
            torch.save(state | {"optimizer": self.optimizer.state_dict()}, self.out / "last.pt")

    def train(self, minutes: float | None) -> None:
        """All epochs, or as many steps as the minutes allow."""
        started, done = time.monotonic(), 0.0
        while self.epoch < self.config.epochs and done < 1:
            batches = self.batches()
            running: dict[str, float] = {}
            for i, (part, rng) in enumerate(batches):
                at = (self.epoch + i / len(batches)) / self.config.epochs
                spent = (time.monotonic() - started) / 60
                done = self.agreed(max(at, spent / minutes if minutes else 0))
                if done >= 1:
                    break
                self.learn(collate(part, rng), done, running)
                if i % 20 == 0:
                    shown = " ".join(f"{k} {v:.4f}" for k, v in running.items())
                    self.say(f"{self.epoch} {i}/{len(batches)} {done:.3f} {spent:.1f}min {shown}")
                if i % 150 == 149:
                    self.save("latest")
            self.epoch += 1
            self.save(f"epoch{self.epoch}")
            self.say(f"tune {self.epoch} {self.evaluate()}")
        self.save("final")

    def batches(self) -> list[tuple[list[Window], random.Random]]:
        """This epoch's batches: as many in every process."""
        rng = random.Random(self.config.seed * 1000 + self.epoch * 10 + self.rank)  # noqa: S311 - no secret
        torch.manual_seed(self.config.seed * 1000 + self.epoch * 10 + self.rank)
        c, w = self.config, self.world
        extra = [self.composer.make(rng) for _ in range(c.composed // w)]
        extra += [brief(rng.choice(self.texts), rng) for _ in range(c.brief // w)]
        rows = [self.rewriter.make(rng) for _ in range(c.rewritten // w)]
        rows += [self.chainer.make(rng) for _ in range(c.chains // w)]
        extra += [alone(text_of(row, None, self.speller)) for row in rows]
        extra += rng.sample(self.gum, min(c.gum // w, len(self.gum)))
        for name, (learnt, _) in self.judged.items():
            extra += rng.sample(learnt, min(int(c.judged // w * SHARES[name]), len(learnt)))
        seen = [unshaped(x) if rng.random() < c.unshaped else x for x in (*self.own, *extra)]
        made = group(seen, c.batch, rng)
        return [(b, rng) for b in made[: int(-self.agreed(-len(made)))]]

    def agreed(self, value: float) -> float:
        """The largest of the processes' values."""
        shared = torch.tensor(value, dtype=torch.float64)
        dist.all_reduce(shared, dist.ReduceOp.MAX)
        return float(shared)

    def learn(self, batch: Batch, done: float, running: dict[str, float]) -> None:
        """One step; `done` of the training lies behind it."""
        rate = min((done + 1e-3) / self.config.warmup, max(0.02, (1 - done) / (1 - self.config.warmup)))
        for g in self.optimizer.param_groups:
            g["lr"] = g["peak"] * rate
        lower = kept(self.network, batch, self.cache)
        losses = loss_of(self.network, batch, lower, self.config, doubts=self.epoch > 0)
        self.optimizer.zero_grad()
        total(losses, batch, self.config).backward()
        flat = torch.cat(
            [(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in self.trained]
        )
        dist.all_reduce(flat)
        flat /= self.world
        flat *= min(1.0, 1.0 / (float(flat.norm()) + 1e-6))
        for p, g in zip(self.trained, flat.split([p.numel() for p in self.trained]), strict=True):
            p.grad = g.view_as(p)
        self.optimizer.step()
        self.step += 1
        share = max(1 - self.config.kept, 1 / self.step)
        for name, value in self.network.state_dict().items():
            self.mean[name].lerp_(value, share)
        for k, v in losses.items():
            per = float(v.detach()) / max(_counted(batch, k), 1)
            running[k] = 0.98 * running.get(k, per) + 0.02 * per

    def evaluate(self) -> dict[str, float]:
        """Mean losses on this process's part of the tune windows, by the running mean of the weights."""
        learnt = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.mean)
        self.network.eval()
        sums: dict[str, float] = {}
        for part in group(self.tune, self.config.batch, random.Random(0)):  # noqa: S311 - no secret
            batch = collate(part)
            with torch.no_grad():
                lower = kept(self.network, batch, self.cache)
                losses = loss_of(self.network, batch, lower, self.config, doubts=False)
            for k, v in losses.items():
                sums[k] = sums.get(k, 0) + float(v)
        self.network.train()
        self.network.load_state_dict(learnt)
        cues = sum(len(w.attributions) for w in self.tune)
        words = sum(len(w.pieces) for w in self.tune)
        return {k: round(v / (cues if k == "roles" else words), 4) for k, v in sums.items()}


def _counted(batch: Batch, head: str) -> int:
    """How many things a head's loss is the sum over."""
    if head in ("worth", "subjective"):
        return int((getattr(batch, head) != IGNORED).sum())
    return {"roles": len(batch.of), "commitment": len(batch.commitments)}.get(head, int(batch.lengths.sum()))


def _learns(name: str, frozen: int) -> bool:
    """Whether a parameter is trained: embeddings of pieces and the lowest layers stay as they came."""
    if name.startswith(("encoder.words", "encoder.places", "encoder.kind", "encoder.norm")):
        return False
    return not any(name.startswith(f"encoder.layers.{i}.") for i in range(frozen))


if __name__ == "__main__":
    main()

"""Training: `python training/entailment/train.py DATA ENCODER OUT [--lessons first|whole] [--minutes N]`.

Two lessons in turn: `first`, general inference; `whole`, all sets in balance with what `contrasts.py` makes
of them. `DATA` is the folder of labelled data, `ENCODER` the published encoder's (`model.safetensors` and
`vocab.txt`). Writes `OUT/last.pt` every few minutes and goes on from there with `--resume`; `--weights FILE`
begins with another training's. What bears on the result is in `Config`, kept in every checkpoint.

On a machine of several cores `torchrun --nproc-per-node CORES` starts a process a core, each with its own
pairs: that is faster than threads, which wait for one another at every step of a layer.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor

from lessons import LESSONS, Lessons
from network import LABELS, Network, load
from pairs import NOT_SUPPORTS, Pair, Scribe, apart, batches, read


@dataclass(frozen=True)
class Config:
    seed: int = 11
    lessons: str = "whole"
    pairs: int = 90_000
    """To be learnt; `--minutes` may end it earlier, with the rate lowered in time."""
    batch: int = 3072
    """Pieces a step, padding included."""
    frozen: int = 4
    """Lowest layers that stay as they were published, and with them the embeddings."""
    rate: float = 4e-5
    head_rate: float = 2e-4
    layer_decay: float = 0.92
    """A layer learns so much slower than the one above it."""
    warmup: float = 0.04
    lowest: float = 0.02
    """Of the rate, at the end."""
    decay: float = 0.01
    smooth: float = 0.05
    """Of a label is given to the others: annotators err."""
    dropout: float = 0.1
    kept: float = 0.99
    """Of the running mean of weights, which is what is saved, at each step."""
    without: str = ""
    """Sets that are left out, by the beginnings of their names and commas between."""
    whole: bool = False
    """Learn from what is apart to tune on as well."""


def loss_of(scores: Tensor, labels: Tensor, smooth: float) -> Tensor:
    """Mean over pairs; a two-way label asks only that supports be unlikely."""
    logs = scores.float().log_softmax(1)
    three = labels != NOT_SUPPORTS
    losses = torch.zeros(len(labels), device=scores.device)
    losses[three] = F.cross_entropy(
        scores[three].float(), labels[three], label_smoothing=smooth, reduction="none"
    )
    against = logs[~three][:, 1:].logsumexp(1)
    losses[~three] = -(1 - smooth / 3) * against - smooth / 3 * logs[~three][:, 0]
    return losses.mean()


class Run:
    def __init__(self, config: Config, encoder: Path, out: Path, device: str) -> None:
        self.config, self.out, self.device = config, out, device
        self.rank, self.world = dist.get_rank(), dist.get_world_size()
        torch.manual_seed(config.seed)
        self.network = load(encoder, frozen=config.frozen, dropout=config.dropout).to(device)
        self.scribe = Scribe(encoder / "vocab.txt")
        self.trained = [p for p in self.network.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self._groups(), betas=(0.9, 0.98), weight_decay=config.decay, fused=True
        )
        self.mean = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.step = self.seen = 0
        self.spent = 0.0
        self.best = 0.0

    def _groups(self) -> list[dict[str, object]]:
        c = self.config
        groups: list[dict[str, object]] = []
        top = len(self.network.layers) - 1
        for i, layer in enumerate(self.network.layers):
            if i >= c.frozen:
                groups.append({"params": list(layer.parameters()), "lr": c.rate * c.layer_decay ** (top - i)})
        head = [*self.network.head.parameters(), *self.network.score.parameters()]
        groups.append({"params": head, "lr": c.head_rate})
        for group in groups:
            group["peak"] = group["lr"]
        return groups

    def begin(self, weights: Path) -> None:
        state = torch.load(weights, weights_only=True, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.mean = {k: v.clone() for k, v in self.network.state_dict().items()}

    def resume(self) -> None:
        state = torch.load(self.out / "last.pt", weights_only=True, map_location=self.device)
        self.network.load_state_dict(state["learning"])
        self.mean = state["network"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seen, self.spent = state["step"], state["seen"], state["spent"]

    def save(self, name: str, *, whole: bool = True) -> None:
        if self.rank:
            return
        state: dict[str, object] = {"config": asdict(self.config), "step": self.step, "seen": self.seen}
        state |= {"network": self.mean, "spent": self.spent}
        if whole:
            state |= {"learning": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        # A process killed while it writes must leave the last whole checkpoint.
        part = self.out / f"{name}.part"
        torch.save(state, part)
        part.replace(self.out / f"{name}.pt")

    def train(self, learn: list[Pair], tune: list[Pair], minutes: float | None) -> None:
        before, started, saved = self.spent, time.monotonic(), time.monotonic()
        spelt = [(self.scribe.spell(p.claim, p.evidence), p.label) for p in tune]
        running = 0.0
        for ids, labels in self.stream(learn):
            self.spent = before + (time.monotonic() - started) / 60
            done = max(self.seen / self.config.pairs, self.spent / minutes if minutes else 0)
            done = float(self.summed(torch.tensor(done, dtype=torch.float64))) / self.world
            if done >= 1:
                break
            loss = self.learn(ids.to(self.device), labels.to(self.device), done)
            running = loss if not running else 0.98 * running + 0.02 * loss
            if self.step % 25 == 0 and self.rank == 0:
                print(
                    f"{self.step} {self.seen} {done:.3f} {self.spent:.1f}min loss {running:.4f}", flush=True
                )
            if time.monotonic() - saved > 300:
                self.save("last")
                saved = time.monotonic()
        self.save("last")
        self.save("final", whole=False)
        if self.rank == 0:
            print("tune", self.evaluate(spelt), flush=True)

    def summed(self, value: Tensor) -> Tensor:
        """The sum over all processes, in place."""
        if self.world > 1:
            dist.all_reduce(value)
        return value

    def stream(self, learn: list[Pair]) -> Iterator[tuple[Tensor, Tensor]]:
        """Batches without end: each round draws its pairs, and its contrasts, anew."""
        seed = self.config.seed * 1_000 + self.step * self.world + self.rank
        rng = random.Random(seed)  # noqa: S311 - no secret
        torch.manual_seed(seed)
        lessons = Lessons(self.config.lessons, learn)
        while True:
            drawn = lessons.round(rng)
            for at in range(0, len(drawn), 2_000):
                part = [(self.scribe.spell(p.claim, p.evidence), p.label) for p in drawn[at : at + 2_000]]
                yield from batches(part, self.config.batch // self.world, rng)

    def learn(self, ids: Tensor, labels: Tensor, done: float) -> float:
        c = self.config
        rate = min((done + 1e-3) / c.warmup, max(c.lowest, (1 - done) / (1 - c.warmup)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate
        self.network.train()
        with torch.autocast(self.device, dtype=torch.bfloat16):
            loss = loss_of(self.network(ids), labels, c.smooth)
        self.optimizer.zero_grad()
        loss.backward()
        if self.world > 1:
            self._share(len(labels))
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        self.step += 1
        self.seen += int(self.summed(torch.tensor(len(labels))))
        share = max(1 - c.kept, 1 / self.step)
        with torch.no_grad():
            for name, value in self.network.named_parameters():
                if value.requires_grad:
                    self.mean[name].lerp_(value, share)
        return float(loss.detach())

    def _share(self, count: int) -> None:
        """The mean of all processes' gradients, each by the number of its pairs."""
        whole = float(self.summed(torch.tensor(float(count))))
        flat = torch.cat([p.grad.flatten() for p in self.trained if p.grad is not None]) * (count / whole)
        parts = self.summed(flat).split([p.numel() for p in self.trained])
        for weight, part in zip(self.trained, parts, strict=True):
            weight.grad = part.view_as(weight)

    def evaluate(self, spelt: list[tuple[list[int], int]]) -> dict[str, float]:
        """Of what is apart to tune on, read with the running mean of weights."""
        learning = {k: v.clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.mean)
        losses, right, count = 0.0, 0, 0
        for probabilities, labels in scored(self.network, spelt, self.device):
            picked = probabilities.argmax(1)
            right += int(((picked == labels) | ((labels == NOT_SUPPORTS) & (picked != 0))).sum())
            losses += float(loss_of(probabilities.log(), labels, 0.0)) * len(labels)
            count += len(labels)
        self.network.load_state_dict(learning)
        return {"pairs": count, "loss": round(losses / count, 4), "right": round(right / count, 4)}


def scored(
    network: Network, spelt: list[tuple[list[int], int]], device: str
) -> Iterator[tuple[Tensor, Tensor]]:
    """Probabilities of `LABELS` and the labels, batch by batch."""
    network.eval()
    assert network.score.out_features == len(LABELS)
    with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
        for ids, labels in batches(spelt, 8192):
            yield network(ids.to(device)).float().softmax(1).cpu(), labels


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("data", "encoder", "out"):
        parser.add_argument(name, type=Path)
    for name, value in asdict(Config()).items():
        if isinstance(value, bool):
            parser.add_argument(f"--{name}", action="store_true")
        else:
            choices = LESSONS if name == "lessons" else None
            parser.add_argument(
                f"--{name.replace('_', '-')}", type=type(value), default=value, choices=choices
            )
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--weights", type=Path, help="a checkpoint whose weights to begin with")
    parser.add_argument("--minutes", type=float, help="end earlier, with the rates lowered in time")
    parser.add_argument("--threads", type=int, default=1)
    asked = vars(parser.parse_args())
    config = Config(**{name: asked[name] for name in asdict(Config())})
    torch.set_num_threads(asked["threads"])
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    else:
        dist.init_process_group("gloo", rank=0, world_size=1, store=dist.HashStore())
    pairs = read(asked["data"] / "verify" / "train.jsonl.gz")
    left_out = tuple(filter(None, config.without.split(",")))
    pairs = [p for p in pairs if not (left_out and p.set.startswith(left_out))]
    learn, tune = apart(pairs)
    asked["out"].mkdir(parents=True, exist_ok=True)
    run = Run(config, asked["encoder"], asked["out"], "cuda" if torch.cuda.is_available() else "cpu")
    if asked["resume"]:
        run.resume()
    elif asked["weights"]:
        run.begin(asked["weights"])
    run.train(learn + tune if config.whole else learn, tune, asked["minutes"])


if __name__ == "__main__":
    main()

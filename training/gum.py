"""Attributions from the discourse trees of GUM and GENTLE, in the shape of PolNeAR's rows.

`python training/gum.py DATA` prints statistics; `--samples N` shows attributions as they were read.

An attribution is a satellite of relation attribution-positive or attribution-negative. Content is what the
relation points to: every elementary unit below its nucleus, without commas, colons and dashes at its edges,
without a full stop that no quotation mark follows, and without a quotation mark whose other one lies outside.
Where the attribution stands within a unit that it parts, all of that unit is content; where it points to
another attribution, so are that one's cue and content. Source is what the signal `attribution_source` names,
less the words of the cue; of several parts the one nearest to the cue, and none further than `_FAR` tokens
from it: the others name the same one elsewhere.

Cue: the words of the signals `indicative_word` and `indicative_phrase` that lie in no content of their own
attribution and are not a mere complementiser or conjunction ("that" belongs to content in PolNeAR), with the
auxiliaries, negations and "also" directly before them in their unit ("has also said", "'m not sure"). Words
in the attribution's own unit go before those elsewhere; of several phrases the one nearest to the content is
the cue. Where no such signal is given: "according to", else the last word of the attribution's own unit that
is a cue elsewhere three times or more, else a colon at its end. Bylines and many picture credits have none of
these, and are left out: PolNeAR marks hardly any without a cue.

The trees know neither paragraphs nor sentences; only headings stand apart in the text, after an empty line.
The words of Reddit posts are not in the release, so those documents are left out.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # the archive is our own

from sentences import detokenise

_FAR = 60
_COMMON = 3
_RELATIONS = ("attribution-positive", "attribution-negative")
_MERE = frozenset({"that", "whether", "if", "and", "but", "as", "to", ",", ".", '"', "“", "”"})
_BEFORE = frozenset(
    re.findall(
        r"\S+",
        "has have had is are was were be been being am do does did will would wo can ca could may might must "
        "shall should not n't n’t never also 'm ’m 're ’re 've ’ve 'll ’ll 'd ’d",
    )
)
_PRONOUNS = frozenset({"he", "she", "it", "that", "there", "who", "what", "everyone", "everybody", "nobody"})
_EDGE = frozenset({",", ";", ":", "-", "--", "–", "—"})


@dataclass(slots=True)
class Node:
    """An elementary unit, or a group of nodes."""

    id: str
    relation: str
    parent: str | None
    multinuclear: bool
    first: int = 0
    last: int = 0
    """Half-open range of tokens of an elementary unit; empty for a group."""
    children: list[Node] = field(default_factory=list)

    def units(self) -> Iterator[Node]:
        """The elementary units below, satellites of the nuclei among them, in no order."""
        if self.last > self.first:
            yield self
        for child in self.children:
            if child.nuclear:
                yield from child.span()

    def span(self) -> Iterator[Node]:
        """The elementary units below and those of the node's own satellites."""
        yield from self.units()
        for child in self.children:
            if not child.nuclear:
                yield from child.span()

    @property
    def nuclear(self) -> bool:
        return self.relation == "span" or self.multinuclear


@dataclass(slots=True)
class Tree:
    id: str
    tokens: list[str]
    nodes: dict[str, Node]
    signals: dict[str, list[tuple[str, list[int]]]]
    """For each node that a signal marks: subtype and tokens."""

    @property
    def units(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.last > node.first]

    def attributions(self) -> Iterator[Node]:
        return (node for node in self.nodes.values() if node.relation in _RELATIONS and node.parent)

    def signalled(self, node: Node, *subtypes: str) -> set[int]:
        return {at for kind, tokens in self.signals.get(node.id, []) if kind in subtypes for at in tokens}

    def unit_of(self, token: int) -> Node:
        return next(unit for unit in self.units if unit.first <= token < unit.last)


def rows(path: Path, splits: Collection[str] = ("train", "dev")) -> Iterator[dict[str, Any]]:
    """The documents of some splits; GENTLE is `test2`, and `test` and `test2` must be asked for."""
    for tree, split in trees(path):
        if split in splits:
            yield row_of(tree, split, _common(path))


def trees(path: Path) -> Iterator[tuple[Tree, str]]:
    """Every document whose words are there, with its split."""
    with tarfile.open(path) as archive:
        split_of = _splits(_read(archive, "splits.md"))
        for name in sorted(n for n in archive.getnames() if n.endswith(".rs4")):
            known = Path(name).stem
            if not known.startswith("GUM_reddit"):
                yield tree_of(known, _read(archive, name)), split_of[known]


def _read(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file is not None
    return file.read().decode("utf-8")


def _splits(listing: str) -> dict[str, str]:
    found, split = {}, ""
    for line in listing.splitlines():
        if line.startswith("## "):
            split = line[3:].strip()
        elif line.lstrip().startswith("* "):
            found[line.strip()[2:]] = split
    return found


def tree_of(name: str, xml: str) -> Tree:
    root = ElementTree.fromstring(xml)  # noqa: S314
    several = {rel.get("name") for rel in root.iter("rel") if rel.get("type") == "multinuc"}
    tree = Tree(name, [], {}, defaultdict(list))
    for kind in ("segment", "group"):
        for item in root.iter(kind):
            first = len(tree.tokens)
            tree.tokens += (item.text or "").split()
            relation = item.get("relname") or ""
            node = Node(item.attrib["id"], relation, item.get("parent"), relation in several)
            node.first, node.last = first, len(tree.tokens)
            tree.nodes[node.id] = node
    for node in tree.nodes.values():
        if node.parent:
            tree.nodes[node.parent].children.append(node)
    for item in root.iter("signal"):
        at = [int(token) - 1 for token in (item.get("tokens") or "").split(",") if token]
        tree.signals[item.attrib["source"]].append((item.get("subtype") or "", at))
    return tree


def row_of(tree: Tree, split: str, common: Collection[str]) -> dict[str, Any]:
    """The document as a row: PolNeAR's keys, and `genre`, `split` and for an attribution `negative`."""
    edges = [unit.first for unit in tree.units]
    text, places = detokenise(tree.tokens, edges, _breaks(tree))
    attributions: list[dict[str, Any]] = []
    for node in tree.attributions():
        parts = content_of(tree, node)
        within = {at for a, b in parts for at in range(a, b)}
        cue = cue_of(tree, node, within, common)
        if not cue or not parts:
            continue
        spans = {"source": _runs(source_of(tree, node, cue)), "cue": _runs(cue), "content": parts}
        placed = {name: [[places[a][0], places[b - 1][1]] for a, b in found] for name, found in spans.items()}
        attributions.append(placed | {"negative": node.relation == "attribution-negative"})
    attributions.sort(key=lambda a: a["cue"][0])
    return {
        "id": tree.id,
        "text": text,
        "genre": tree.id.split("_")[1],
        "split": split,
        "attributions": attributions,
    }


def _breaks(tree: Tree) -> set[int]:
    """Where a heading begins and where what follows it does."""
    found = set()
    for node in tree.nodes.values():
        if node.relation == "organization-heading":
            units = list(node.span())
            found |= {min(u.first for u in units), max(u.last for u in units)}
    return found - {0, len(tree.tokens)}


def content_of(tree: Tree, node: Node) -> list[tuple[int, int]]:
    """Token ranges of what the attribution points to."""
    own = _span(node)
    joined = _runs(_pointed(tree, node) - own)
    return [part for part in (_trimmed(tree.tokens, *run) for run in joined) if part[0] < part[1]]


def _span(node: Node) -> set[int]:
    return {at for unit in node.span() for at in range(unit.first, unit.last)}


def _pointed(tree: Tree, node: Node) -> set[int]:
    """Tokens of the nucleus, of all a unit that is parted, and of what an attribution in turn points to."""
    assert node.parent
    nucleus = tree.nodes[node.parent]
    top = nucleus
    while top.relation == "span" and top.parent:
        top = tree.nodes[top.parent]
    found = _own(nucleus)
    if top.relation == "same-unit" and top.parent and _parts(tree, node, found):
        found = _own(tree.nodes[top.parent])
    if top.relation in _RELATIONS and top.parent:
        found |= _pointed(tree, top)
    return found


def _parts(tree: Tree, node: Node, nucleus: set[int]) -> bool:
    """Whether an attribution stands within what it attributes, rather than at the head of a later half."""
    first = min(_own(node))
    return min(nucleus) < first or tree.tokens[first].lower() in ("according", "as")


def _trimmed(tokens: list[str], first: int, last: int) -> tuple[int, int]:
    while first < last and (tokens[first] in _EDGE or _lone(tokens[first:last], 0)):
        first += 1
    while first < last and (tokens[last - 1] in _EDGE | {"."} or _lone(tokens[first:last], -1)):
        last -= 1
    return first, last


def _lone(tokens: list[str], at: int) -> bool:
    """Whether a quotation mark at an edge has no other within."""
    mark = tokens[at]
    if mark == '"':
        return tokens.count(mark) % 2 == 1
    return (mark == "”" and "“" not in tokens) or (mark == "“" and "”" not in tokens)


def source_of(tree: Tree, node: Node, cue: set[int]) -> set[int]:
    """Tokens of the source: the part nearest to the cue, in the attribution's own units if there is one."""
    named = tree.signalled(node, "attribution_source") - cue
    near = {at for at in named if min(abs(at - c) for c in cue) <= _FAR}
    found = _nearest(tree.tokens, near & _own(node) or near, cue)
    while found and max(found) + 1 in near:
        found.add(max(found) + 1)
    while found and min(found) - 1 in near:
        found.add(min(found) - 1)
    return set() if all(tree.tokens[at].lower() in _EDGE | _MERE - {"that"} for at in found) else found


def cue_of(tree: Tree, node: Node, content: set[int], common: Collection[str]) -> set[int]:
    """Tokens of the cue; none if the attribution has no words for it."""
    given = tree.signalled(node, "indicative_word", "indicative_phrase") - content
    source = tree.signalled(node, "attribution_source")
    given = given - source if source < given else given
    cue = _bare(tree, given & _own(node)) or _bare(tree, given) or _unsignalled(tree, node, common)
    cue = _nearest(tree.tokens, cue, content)
    return cue | {before for at in cue for before in _leading(tree, at)}


def _nearest(tokens: list[str], found: set[int], to: set[int]) -> set[int]:
    """Of words apart, those nearest to others; two words or less that are no comma do not set apart."""
    groups: list[set[int]] = []
    for a, b in _runs(found):
        between = tokens[max(groups[-1]) + 1 : a] if groups else []
        if groups and len(between) <= 2 and "," not in between:
            groups[-1] |= set(range(a, b))
        else:
            groups.append(set(range(a, b)))
    return (
        min(groups, key=lambda group: min(abs(at - t) for at in group for t in to))
        if groups and to
        else found
    )


def _own(node: Node) -> set[int]:
    """The tokens of a node itself, not of its satellites."""
    return {at for unit in node.units() for at in range(unit.first, unit.last)}


def _bare(tree: Tree, given: set[int]) -> set[int]:
    """The words less complementisers and conjunctions at their edges: "according to" keeps its "to"."""
    words = sorted(given)
    while words and tree.tokens[words[-1]].lower() in _MERE - {"to"}:
        words.pop()
    while words and tree.tokens[words[0]].lower() in _MERE - {"as"}:
        words.pop(0)
    return set() if all(tree.tokens[at].lower() in _MERE for at in words) else set(words)


def _unsignalled(tree: Tree, node: Node, common: Collection[str]) -> set[int]:
    for unit in sorted(node.units(), key=lambda unit: unit.first):
        words = [token.lower() for token in tree.tokens[unit.first : unit.last]]
        for i, (a, b) in enumerate(pairwise(words)):
            if (a, b) == ("according", "to"):
                return {unit.first + i, unit.first + i + 1}
        source = tree.signalled(node, "attribution_source")
        for i in reversed(range(len(words))):
            if words[i] in common and unit.first + i not in source:
                return {unit.first + i}
        if words[-1] == ":" and len(words) > 1:
            return {unit.last - 1}
    return set()


def _leading(tree: Tree, cue: int) -> Iterator[int]:
    """Auxiliaries, negations and "also" directly before a word of a cue in its unit."""
    for at in range(cue - 1, tree.unit_of(cue).first - 1, -1):
        word, before = tree.tokens[at].lower(), tree.tokens[max(at - 1, 0)].lower()
        if word not in _BEFORE and not (word in ("'s", "’s") and before in _PRONOUNS):
            return
        yield at


def _runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Token numbers as half-open ranges."""
    found: list[tuple[int, int]] = []
    for at in sorted(tokens):
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


@cache
def _common(path: Path) -> frozenset[str]:
    """Words that the training part signals as a cue by themselves, often enough to be known for one."""
    seen: Counter[str] = Counter()
    for tree, split in trees(path):
        for node in tree.attributions() if split == "train" else ():
            at = tree.signalled(node, "indicative_word")
            seen.update(tree.tokens[i].lower() for i in at if len(tree.tokens[i]) > 2)
    return frozenset(word for word, times in seen.items() if times >= _COMMON) - _BEFORE - _MERE


def within_another(attributions: list[dict[str, Any]]) -> int:
    """How many attributions have their cue in the content of another."""
    return sum(
        any(
            s <= one["cue"][0][0] and one["cue"][0][1] <= e
            for other in attributions
            if other is not one
            for s, e in other["content"]
        )
        for one in attributions
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--samples", type=int, default=0)
    asked = parser.parse_args()
    path = asked.data / "attribution" / "gum_rst.tar.gz"
    relations = Counter(split for tree, split in trees(path) for _ in tree.attributions())
    shown: list[str] = []
    for split in ("train", "dev", "test", "test2"):
        found = list(rows(path, (split,)))
        every = [a for row in found for a in row["attributions"]]
        print(
            f"{split}: {len(found)} documents, {relations[split]} relations, {len(every)} attributions,",
            f"{sum(within_another(row['attributions']) for row in found)} within another's content,",
            f"{sum(not a['source'] for a in every)} without source,",
            f"{sum(a['negative'] for a in every)} negative,",
            f"{sum(len(a['content']) > 1 for a in every)} of several parts",
        )
        for row in found if split == "train" else ():
            for a in row["attributions"]:
                parts = (
                    f"{name}={[row['text'][s:e] for s, e in a[name]]}"
                    for name in ("source", "cue", "content")
                )
                shown.append(f"{row['id']} " + " ".join(parts))
    for line in random.Random(7).sample(shown, asked.samples):  # noqa: S311 - samples for the eye
        print(line)


if __name__ == "__main__":
    main()

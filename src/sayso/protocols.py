"""The sockets: what a stage asks of what is plugged into it.

A plug-in is a module (file name = plug-in name) that has the attributes of its kind's protocol.
Modules satisfy protocols by structure: nothing is inherited and nothing is registered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from sayso.errors import SkipDocument
from sayso.findings import Asked, Passage
from sayso.settings import Settings
from sayso.settlements import Panel, Settlement
from sayso.types import Document, Markup, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they came, before any reader has looked at them."""

    address: str
    """What the document will be known by: canonical URL, or path relative to the folder that was added."""
    data: bytes
    retrieved: str
    """RFC 3339, UTC."""
    final_address: str
    """Where the bytes were in the end, after redirects."""
    media_type: str | None = None
    """As the server or sender stated it, without parameters."""
    charset: str | None = None
    """As the server or sender stated it."""
    headers: tuple[tuple[str, str], ...] = ()
    stream: BinaryIO | None = None
    """Stands in for `data`, which is then empty, where the bytes are too many to hold: for readers that
    have `STREAMS`. It is decompressed already, and closed by who opened it."""
    original: tuple[str, int] | None = None
    """SHA-256 and size before decompression; None where these are those of `data`."""


class Reader(Protocol):
    """A reader of one file format. Rejects by raising `SkipDocument`; never returns an empty text."""

    STREAMS: bool
    """Whether it reads `Raw.stream` piece by piece, so that files of any size can be read."""

    SUFFIXES: tuple[str, ...]
    """Lower-case, with the dot."""
    MEDIA_TYPES: tuple[str, ...]

    def matches(self, head: bytes) -> bool:
        """Whether the first kilobytes show this format beyond doubt (magic bytes)."""
        ...

    def read(self, raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
        """The documents in these bytes; most formats hold one. A bad record among good ones comes as
        the error that says why, and the next one follows."""
        ...


class Extractor(Protocol):
    """Finds who says what: the heart of the claims stage."""

    method: str
    """Name and version, as kept with every reading."""

    def mark(self, documents: Iterable[Document]) -> Iterator[Markup]:
        """One markup a document, in order. Memory does not grow with the number of documents."""
        ...


class Model(Protocol):
    """A module of `sayso.models`: makes an extractor ready."""

    def load(self, settings: Settings) -> Extractor: ...


class Exporter(Protocol):
    """Turns readings into bytes of one format."""

    SUFFIX: str

    def export(self, readings: Iterable[Reading]) -> Iterator[bytes]:
        """Chunks to be written in order."""
        ...


class Encoder(Protocol):
    """Turns texts into vectors: those of texts that say like things lie near one another."""

    method: str
    """Name and version: vectors of two methods are not to be compared."""
    width: int
    """Numbers in a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of length one for each text, in order; a row of zeros where a text has no word it knows."""
        ...


class EncoderModel(Protocol):
    """A module of `sayso.encoders`: makes an encoder ready."""

    def load(self, settings: Settings) -> Encoder: ...


class Entailer(Protocol):
    """Tells whether one text supports another, refutes it, or does not settle it."""

    method: str
    """Name and version."""

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """For each pair of claim and evidence a row: the probability of supports, of refutes, of neutral."""
        ...


class EntailerModel(Protocol):
    """A module of `sayso.entailers`: makes an entailer ready."""

    def load(self, settings: Settings) -> Entailer: ...


class SettlingMethod(Protocol):
    """A module of `sayso.weighing.methods`: a way to settle which of conflicting values are right."""

    METHOD: str
    """Name and version."""
    PAPER: str
    """Where it comes from."""

    def settle(self, panel: Panel) -> Settlement:
        """Probabilities of all options. Time and memory grow linearly with the statements."""
        ...


class Library(Protocol):
    """What an evidence source may ask of the user's ledger, and of those who read texts."""

    def near(self, asked: Asked, most: int) -> list[Passage]:
        """Passages of the ledger's documents nearest to the claim, by words and by meaning, best first;
        its own document's are among them."""
        ...

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        """A passage with what its words state, by rule; the source fills in where it stands."""
        ...


class Opened(Protocol):
    """An evidence source that is ready to be searched."""

    def search(self, asked: Asked, most: int) -> Iterable[Passage]:
        """Passages that may bear on the claim, best first.

        Raises:
            SaysoError: it failed. Coverage is then degraded; that is never the same as having found nothing.
        """
        ...


class EvidenceSource(Protocol):
    """A module of `sayso.evidence.sources`: where evidence is fetched from."""

    SETUP: str
    """What to set so that it is searched, in one sentence."""

    def open(self, settings: Settings, library: Library) -> Opened | None:
        """Ready to be searched; None where it is not set up.

        Raises:
            SaysoError: it is set up, and cannot be read.
        """
        ...

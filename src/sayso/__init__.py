"""Sayso: on whose say-so?

    bytes ─read→ Document ─extract→ Reading ─view→ terminal · HTML report · JSON

>>> import sayso
>>> for reading in sayso.read("examples/harbour.txt"):       # doctest: +SKIP
...     for claim in reading.claims:
...         print(reading.text(claim.content), claim.stance, claim.chains)
"""

__version__ = "0.1.0"

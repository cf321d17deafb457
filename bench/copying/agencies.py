"""Agencies: invented ones whose tags are their initials, no two alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from newsroom.chance import Draw
from newsroom.names import town
from newsroom.outlets import AGENCIES, Outlet, outlet

_KINDS = ("Press Bureau", "Wire Service", "Dispatch Bureau", "Reporting Service")
"""None that real agencies are called by: a tag that is theirs too would say two things."""


@cache
def agencies() -> tuple[Outlet, ...]:
    made: dict[str, Outlet] = {}
    for number in range(AGENCIES * 8):
        kind = _KINDS[number % len(_KINDS)]
        name = f"{town(number * 31 + 7)} {kind}"
        tag = "".join(word[0] for word in name.split())
        domain = f"{name.lower().replace(' ', '-')}.example"
        new = replace(outlet(0), number=len(made), name=name, domain=domain, tag=tag)
        if tag not in made and len(made) < AGENCIES:
            made[tag] = new
    return tuple(made.values())


def any_agency(r: Draw) -> Outlet:
    return agencies()[int(r() * len(agencies()))]

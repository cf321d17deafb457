"""Write `src/sayso/claims/given_names.txt` from Faker's lists (MIT): `python training/given_names.py`.

Needs the package `faker`, which Sayso itself does not. A name is kept for a gender where at least nine in ten
of the languages that list it list it for that gender; names that both bear are left out.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "sayso" / "claims" / "given_names.txt"
SURE = 0.9
LATIN = "\u0250"
"""Letters below this are Latin: other scripts do not stand in English articles."""


def main() -> None:
    female, male = _counts("first_names_female"), _counts("first_names_male")
    lines = [" ".join(_sure(a, b)) for a, b in ((female, male), (male, female))]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print([len(line.split()) for line in lines], OUT.stat().st_size)


def _counts(attribute: str) -> Counter[str]:
    """In how many languages' lists each name stands."""
    import faker.providers.person as people

    found: Counter[str] = Counter()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        found.update({n.strip() for n in provider.__dict__.get(attribute, ()) if _is_plain(n.strip())})
    return found


def _is_plain(name: str) -> bool:
    return len(name) > 1 and name.isalpha() and name[0].isupper() and all(c < LATIN for c in name)


def _sure(these: Counter[str], others: Counter[str]) -> list[str]:
    return sorted(n for n in these if these[n] >= SURE * (these[n] + others[n]))


if __name__ == "__main__":
    main()

"""Measures: which units measure the same, and how much of a common one each is."""

from __future__ import annotations

UNITS: dict[str, tuple[str, float]] = {
    "kilometres": ("length", 1000), "metres": ("length", 1), "centimetres": ("length", 0.01),
    "millimetres": ("length", 0.001), "miles": ("length", 1609.344), "feet": ("length", 0.3048),
    "inches": ("length", 0.0254), "yards": ("length", 0.9144), "tonnes": ("weight", 1000),
    "tons": ("weight", 1000), "kilograms": ("weight", 1), "grams": ("weight", 0.001),
    "hectares": ("area", 10_000), "acres": ("area", 4046.86), "square kilometres": ("area", 1e6),
    "square miles": ("area", 2.59e6), "square metres": ("area", 1), "megawatts": ("power", 1e6),
    "gigawatts": ("power", 1e9), "kilowatts": ("power", 1e3), "km/h": ("speed", 1),
    "miles per hour": ("speed", 1.609), "knots": ("speed", 1.852), "per cent": ("share", 0.01),
    "of the whole": ("share", 1), "seconds": ("duration", 1), "minutes": ("duration", 60),
    "hours": ("duration", 3600), "days": ("duration", 86_400), "weeks": ("duration", 604_800),
    "fortnights": ("duration", 1_209_600), "months": ("duration", 2_629_800),
    "years": ("duration", 31_557_600), "decades": ("duration", 315_576_000),
    "centuries": ("duration", 3_155_760_000), "years old": ("age", 1),
}  # fmt: skip
"""By name of the unit, as figures have it: what it measures, and its factor."""

"""The machine and the programs that figures came from, and how busy it was."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("sayso", "sqlalchemy", "psycopg", "usearch", "numpy", "onnxruntime", "pyarrow")
Told = dict[str, str | float]


def described() -> Told:
    """Name and value of what bears on speed."""
    return {
        "machine": platform.machine(),
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count() or 0,
        "memory": _field("/proc/meminfo", "MemTotal"),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: _version(name) for name in _PACKAGES},
        "load average of the last minute": round(load(), 2),
    }


def load() -> float:
    """Processes that wanted a core, over the last minute: above the number of cores, times are too long."""
    return os.getloadavg()[0]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _field(file: str, name: str) -> str:
    path = Path(file)
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")

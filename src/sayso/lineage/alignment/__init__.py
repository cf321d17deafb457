"""Passages that two texts share, at exact offsets in both."""

from __future__ import annotations

from sayso.lineage.alignment.extension import verify

__all__ = ["verify"]

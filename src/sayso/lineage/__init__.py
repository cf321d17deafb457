"""Trace: who had it from whom, and from how many independent origins."""

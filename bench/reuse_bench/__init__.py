"""What `python bench/reuse.py` measures: reuse in articles of `reprints`, at scale and by other tools."""

"""Articles that share passages, with what they share known at offsets: `articles(10_000, seed=1)`.

Any article can be made from its number alone, in any process, so corpora of any size need no memory. About
400 words of invented language stand in each, in which short runs of words are as common as in English news,
between what its paper puts around every article. Imports nothing from `sayso.lineage`, which it judges.
"""

from reprints.articles import Article, Bearing, article, articles

__all__ = ["Article", "Bearing", "article", "articles"]

"""A corpus of any size in the manner of news, with its claims, copying and revisions known.

    plan → events → sentences → articles → truth
           names, outlets ┘ └ voices, slots (topics.toml, words.toml), quantities

Document i depends on the seed and on i, not on those before it: parts of a corpus can be made by many
processes, out of order, and what is held does not grow. Every name, place and event is invented.
"""

from newsroom.articles import Article, article, articles, readings
from newsroom.plan import Mix

__all__ = ["Article", "Mix", "article", "articles", "readings"]

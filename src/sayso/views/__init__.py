"""View: from a reading to what one screen, report or export shows. Arranges, never computes claims."""

from sayso.views.article import ArticleView, article
from sayso.views.inert import visible
from sayso.views.record import line, record

__all__ = ["ArticleView", "article", "line", "record", "visible"]

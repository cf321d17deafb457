"""Weighing: conflicting values settled, sources graded, hypotheses ranked.

    Statements ─settle→ Settlement      settling/, with a plug-in a method in methods/
    Entries ─fold→ Matrix ─weigh→ Weighed      folding.py, ach/
    Finding ─grade→ item credibility      credibility.py

Knows neither the ledger nor the extractors, and says nothing of what is true: it says what follows from which
evidence, and what would change it.
"""

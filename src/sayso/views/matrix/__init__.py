"""Faces of weighing: a question with its hypotheses and rows, on a terminal, as a page, as a report."""

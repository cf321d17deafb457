"""Conflicting values settled: statements made comparable, sources' reliability and dependence learned.

    Statements ─panel.py→ Panel      values.py, numerals.py, names.py, options.py, likeness.py: what is alike
    Panel ─truth.py↔reliability.py↔dependence.py, groups.py→ probabilities      reasons.py: why

`sayso.weighing.methods.sayso` runs the second line until nothing changes.
"""

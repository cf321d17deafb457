"""Families of tellings as people see them: on a terminal, drawn, as a page, and as JSON.

Arranges what lineage found, and computes nothing. Each face is a module of its own and imported by name, for
what one needs the others need not load: `screen`, `svg`, `page`, `record`.
"""

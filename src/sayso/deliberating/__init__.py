"""Deliberate: rows for a question's matrix from claims and findings, and what a claim's sources settle.

claim, finding ─draw→ rows, proposed cells      Entries ─weigh→ Weighed
claim ─gather→ Statements, known dependence ─settle→ Settlement
"""

"""Entailers: every module in this folder tells whether one text supports another, refutes it, or neither."""

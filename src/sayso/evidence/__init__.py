"""Check: what stands for and against a claim. Knows neither the ledger nor the networks that it asks."""

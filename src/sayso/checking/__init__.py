"""Check: what stands for and against a claim, in the ledger and in what else was set up."""

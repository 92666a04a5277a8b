"""Checking: what a draft says, judged against the ledger, whoever wrote it."""

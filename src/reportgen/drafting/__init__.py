"""Drafting: the ledger and the form's templates become sections, tables and annexes."""

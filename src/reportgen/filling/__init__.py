"""Filling a bureau's own blank form (空白表): what its cells ask for, and what the entered data answer."""

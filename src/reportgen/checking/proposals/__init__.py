"""Proposals (修订建议): what would make wrong words right, only where the data leave no choice."""

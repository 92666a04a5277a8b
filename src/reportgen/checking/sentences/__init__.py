"""Sentences (语句): what the words around a number say it is of, in which role, and how surely."""

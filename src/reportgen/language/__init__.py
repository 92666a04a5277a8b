"""The language of reports: passages, cue words, verdict words, bodies. No number is read here."""

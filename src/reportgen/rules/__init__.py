"""Rules of the field: attainment of targets, scoring, and what the data themselves say."""

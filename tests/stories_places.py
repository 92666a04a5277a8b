"""Where the sample files of the stories stand."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
ENTRIES = SAMPLES / "entries"
TABLES = SAMPLES / "import"

"""Where the sample files of the stories stand."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
ENTRIES = SAMPLES / "entries"
TABLES = SAMPLES / "import"
EXAMPLES = Path(__file__).parents[1] / "corpora" / "examples"
